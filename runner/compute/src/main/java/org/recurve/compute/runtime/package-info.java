/**
 * Runs instructions over buffers, on one thread or several. Begin at {@link Instruction} and {@link ExecutionFrame}.
 * Knows no graph; what a plan is made of was decided in {@code lower}.
 */
package org.recurve.compute.runtime;
