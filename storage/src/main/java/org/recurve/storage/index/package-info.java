/** The database as an index over the journals: one writer that follows them, many readers. */
package org.recurve.storage.index;
