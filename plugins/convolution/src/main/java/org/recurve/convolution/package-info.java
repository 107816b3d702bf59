/** Convolution, and the patterns in which its positions share kernels. */
package org.recurve.convolution;
