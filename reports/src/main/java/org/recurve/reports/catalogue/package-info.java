/** A page of all plugins: what each computes, its settings, an example and a picture. Begin at {@link CataloguePage}. It knows no store. */
package org.recurve.reports.catalogue;
