/** Gathers what each section of a report shows, as records that templates print. */
package org.recurve.reports.page;
