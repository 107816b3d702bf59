/**
 * Holds vectors of all parameters, whose arithmetic waits until its numbers are needed and then runs in one pass. Begin
 * at {@link VectorFactory} and {@link LazyVector}.
 */
package org.recurve.compute.params;
