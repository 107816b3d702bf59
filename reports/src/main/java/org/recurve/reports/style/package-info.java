/** Describes how a lab's reports look: its title block and colours, checked. Begin at {@link org.recurve.reports.style.ReportStyle}. */
package org.recurve.reports.style;
