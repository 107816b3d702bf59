/**
 * Sequences that are written symbol by symbol, each step knowing the symbols before it, and how they are searched. Begin at {@link
 * org.recurve.recurrence.decoder.Decoder}. Cells are known by their interface alone.
 */
package org.recurve.recurrence.decoder;
