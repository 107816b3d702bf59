/**
 * Inputs and the sequences of symbols that they become, each as long as it is: translations, captions, spellings. Begin at
 * {@link org.recurve.datasets.pairs.SymbolPairs}.
 */
package org.recurve.datasets.pairs;
