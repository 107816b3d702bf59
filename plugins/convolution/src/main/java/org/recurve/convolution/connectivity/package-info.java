/** Says which input channels a filter sees. */
package org.recurve.convolution.connectivity;
