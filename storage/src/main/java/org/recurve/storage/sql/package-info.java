/**
 * Answers SQL about tables that are made for it, by a user who may select and nothing else. Begin at {@link SqlDatabase}. Knows no
 * store.
 */
package org.recurve.storage.sql;
