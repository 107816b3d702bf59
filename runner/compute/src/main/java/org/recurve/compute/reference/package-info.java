/**
 * Evaluates a program number by number, in float or double: the definition that kernels and gradient checks are held
 * to. Begin at {@link ReferenceEvaluator}. Knows no kernel.
 */
package org.recurve.compute.reference;
