package org.recurve.bench.measure;

import java.util.function.Supplier;
import org.recurve.bench.workload.Work;

/**
 * A piece of work and one way to do it.
 *
 * @param work what is done, with its floating-point operations
 * @param setup builds the data and returns the action that does the work once; called just before the case is timed
 */
public record Case(Work work, Supplier<Runnable> setup) {}
