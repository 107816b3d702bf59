/**
 * Describes what the parts of a model declared while they were traced: parameters, demands on the examples, and places where
 * gradients are watched. Begin at {@link org.recurve.compute.trace.declaration.Parameter}. It knows no graph but its nodes.
 */
package org.recurve.compute.trace.declaration;
