/** Describes what is stored, as its readers see it. Begin at {@link StoreReader}. Knows no SQL. */
package org.recurve.storage.view;
