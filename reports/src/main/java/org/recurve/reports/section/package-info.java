/**
 * Draws sections that plugins make of a study. Begin at {@link org.recurve.reports.section.DrawnSection}; it runs no plugin, and takes
 * every text for a text.
 */
package org.recurve.reports.section;
