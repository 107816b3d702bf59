/** The one linear operation: every dense, convolutional, unshared, tiled or grouped layer is an address table over it. */
package org.recurve.compute.link;
