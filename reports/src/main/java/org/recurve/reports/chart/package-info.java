/** Lines over steps and epochs, brought onto one axis, thinned where they are too long, and written for the chart script. */
package org.recurve.reports.chart;
