/** Layers without memory that see their whole input, word vectors, and elementwise activations. */
package org.recurve.feedforward;
