/** Convolution by products of spectra. */
package org.recurve.convolution.fourier;
