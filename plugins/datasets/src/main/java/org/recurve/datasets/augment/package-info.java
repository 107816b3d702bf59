/** Changes of training examples: of images, of sequences, of any numbers. Begin at {@link org.recurve.datasets.augment.Flip}. */
package org.recurve.datasets.augment;
