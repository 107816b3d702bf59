/**
 * Reads experiment files as text within bounds: {@code extends}, overrides, files of stored studies. Begin at
 * {@link SourceDocument}.
 */
package org.recurve.app.document;
