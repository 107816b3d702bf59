/**
 * Computes what a trial shows beside its metrics: kernels, feature maps, confusion, gradient norms. Begin at
 * {@link KernelImages}.
 */
package org.recurve.engine.artifacts;
