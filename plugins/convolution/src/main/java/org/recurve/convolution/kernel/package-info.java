/** Known kernels for a convolution to begin with, or to keep where the layer is frozen. */
package org.recurve.convolution.kernel;
