/**
 * Writes and locks files so that a kill at any moment leaves either the old or the new content. Begin at
 * {@link DurableFiles}. Knows no record.
 */
package org.recurve.storage.file;
