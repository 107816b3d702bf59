/** The store: a journal for each trial, which is the truth, and a database over them, which answers questions. */
package org.recurve.storage;
