/**
 * Puts several studies on one page. Begin at {@link org.recurve.reports.several.SeveralStudies}; it tests nothing, since tests
 * are planned within studies.
 */
package org.recurve.reports.several;
