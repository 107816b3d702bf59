/**
 * Executors of trials: where trials are trained. {@link org.recurve.engine.executor.TrialExecutor} is what a study asks;
 * {@link org.recurve.engine.executor.SupervisedExecutor} makes one of any {@link org.recurve.engine.executor.TrialSite} outside of
 * this process, and holds what comes back to what is known. To add an executor, implement a site.
 */
package org.recurve.engine.executor;
