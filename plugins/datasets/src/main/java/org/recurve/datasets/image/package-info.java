/**
 * Decodes pictures and brings them to a size. Begin at {@link org.recurve.datasets.image.DecodedImage}. Knows files of pictures, not
 * what is asked about them.
 */
package org.recurve.datasets.image;
