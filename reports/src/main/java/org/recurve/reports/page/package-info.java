/** What stands in each section of a report, as records that templates write out. */
package org.recurve.reports.page;
