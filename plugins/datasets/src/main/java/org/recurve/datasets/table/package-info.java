/**
 * Makes numbers of the values of a table's columns: numbers, dates, categories, and what is missing. Begin at {@link
 * org.recurve.datasets.table.TableInputs}. Knows no files.
 */
package org.recurve.datasets.table;
