package org.recurve.compute.runtime;

/** The working memory of one thread. */
public record WorkerScratch(
        org.recurve.compute.kernel.contraction.ContractionScratch links,
        org.recurve.compute.kernel.elementwise.ElementwiseScratch chains) {}
