/**
 * Decides which store a command uses, as git finds its repository. Begin at {@link StoreSearch}. Knows no command, and opens no
 * store.
 */
package org.recurve.app.location;
