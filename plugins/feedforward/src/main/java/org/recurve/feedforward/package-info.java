/** Layers without memory that see their whole input, and elementwise activations. */
package org.recurve.feedforward;
