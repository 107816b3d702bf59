/** Sentences of one's own files, each word with its tag. Begin at {@link org.recurve.datasets.tagged.TaggedDataset}. */
package org.recurve.datasets.tagged;
