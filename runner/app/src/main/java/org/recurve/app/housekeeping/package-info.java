/**
 * The commands that say where a store is and how large, and keep it in order. Registered by
 * {@link org.recurve.app.command.RecurveCommand}; what they do to files is done in {@code org.recurve.storage.housekeeping}.
 */
package org.recurve.app.housekeeping;
