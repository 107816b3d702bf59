package org.recurve.api.plugin;

/** The config record of a plugin that has no settings. */
public record NoConfig() {}
