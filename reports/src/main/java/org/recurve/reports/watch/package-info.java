/**
 * Makes of a followed study or trial the parts of a page that lives: HTML where words change, windows of charts where lines
 * grow. Begin at {@link org.recurve.reports.watch.LiveStudy}. Knows no connection.
 */
package org.recurve.reports.watch;
