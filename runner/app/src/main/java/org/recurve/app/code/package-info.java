/**
 * Finds the part of a plugin's jar that can decide its numbers: the classes and resources that the plugin's class reaches, or,
 * where that cannot be told, the whole jar with the reason. Begin at {@link org.recurve.app.code.JarCode}. It knows class files
 * and jars, but no plugins, trials or stores.
 */
package org.recurve.app.code;
