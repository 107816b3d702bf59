package org.recurve.compute.runtime;

/** Holds the working memory of one thread, by kind of kernel. */
public record WorkerScratch(
        org.recurve.compute.kernel.contraction.ContractionScratch contraction,
        org.recurve.compute.kernel.elementwise.ElementwiseScratch elementwise) {}
