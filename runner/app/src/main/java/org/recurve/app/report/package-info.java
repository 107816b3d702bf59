/**
 * Reads what a lab adds to reports: its style, and sections that plugins make. Begin at
 * {@link org.recurve.app.report.ReportAdditions}; it knows no commands, and nothing of it is part of a study.
 */
package org.recurve.app.report;
