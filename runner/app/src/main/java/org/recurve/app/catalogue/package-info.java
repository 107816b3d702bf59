/**
 * Makes the catalogue of all plugins: what each computes, its settings, an example that a file may have, and a picture of what running
 * it gave. Begin at {@link org.recurve.app.catalogue.CatalogueBuilder}. It knows no store and no commands.
 */
package org.recurve.app.catalogue;
