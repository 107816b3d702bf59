package org.recurve.api.model;

/** The numbers of channels on both sides of a convolution. */
public record Channels(int inputs, int filters) {}
