/** Describes how gradients that are too large are tamed. */
package org.recurve.optimization.clipper;
