/** Arithmetic of single elements: the functions, their fused chains, and the reductions to one number. */
package org.recurve.compute.elementwise;
