/** Answers questions about the store from the index. Begin at {@link IndexReader}. */
package org.recurve.storage.query;
