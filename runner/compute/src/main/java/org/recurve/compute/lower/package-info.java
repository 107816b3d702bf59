/**
 * Lowers a graph to instructions: a schedule, groups to fuse, buffers to reuse. Begin at {@link ExecutionPlan}, then
 * {@link ExecutionSchedule}, {@link FusionAnalysis}, {@link GraphLowering}.
 */
package org.recurve.compute.lower;
