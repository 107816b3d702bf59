/** Studies and stores that travel: packed into one file, unpacked with care, and joined with what a store has. */
package org.recurve.storage.pack;
