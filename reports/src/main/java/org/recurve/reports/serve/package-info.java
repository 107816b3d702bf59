/**
 * Serves the pages that live to a browser, and to nobody else. Begin at {@link org.recurve.reports.serve.WatchServer}; each request
 * passes {@link org.recurve.reports.serve.RequestCheck} before anything is looked for. Knows no experiment file and starts nothing.
 */
package org.recurve.reports.serve;
