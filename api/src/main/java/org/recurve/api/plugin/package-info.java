/**
 * Holds what every plugin carries: its name, its documented settings, and references to other plugins.
 *
 * <p>A plugin objects to settings and shapes by {@link org.recurve.api.plugin.InvalidSetting}, whose message is for the user.
 * Whatever else it throws, and a result of {@code null}, is a {@link org.recurve.api.plugin.PluginFailure}, which names its
 * jar and line. What it prints goes to standard error; calls that end the process or change what all of it shares (exit,
 * system properties, default locale and time zone, standard streams, shutdown hooks) are refused.
 */
package org.recurve.api.plugin;
