package org.recurve.engine.spec;

/** Says how much is kept of what a trial learnt, once it has finished. No number depends on it, and so no identity. */
public enum KeptWeights {
    /** Nothing. */
    NONE,
    /** Parameters and buffers at the epoch that counts. */
    SELECTED,
    /** These, and a checkpoint behind the last step: the last weights, buffers and all that the optimizer remembers. */
    RESUMABLE
}
