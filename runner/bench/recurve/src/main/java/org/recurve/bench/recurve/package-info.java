/**
 * Recurve's own side of the measurements. {@code Recurve}, the main class named in {@code entrants.properties}, does the
 * work of {@code org.recurve.bench.workload} with the compute core and hands its cases to
 * {@link org.recurve.bench.measure.Cases#run}, which speaks the protocol; JMH benchmarks of single kernels live beside it.
 */
package org.recurve.bench.recurve;
