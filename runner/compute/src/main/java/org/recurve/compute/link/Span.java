package org.recurve.compute.link;

/**
 * Where a value begins. An example value lies as [block][row][16]: 16 examples to a block, the last block padded. A shared
 * value lies row-major, an element a float.
 */
public record Span(float[] array, int at) {}
