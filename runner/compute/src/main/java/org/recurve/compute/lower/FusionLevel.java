package org.recurve.compute.lower;

/** Describes how much one instruction computes. It decides how fast a plan runs and what can be seen on the way, and changes no bit. */
public enum FusionLevel {
    /** Elementwise operations share passes over memory. Longer passes would leave the first-level cache. */
    PASSES(24),

    /** Each operation leaves its result in memory, where a diagnosis finds it. */
    OPERATIONS(1);

    private final int longestPass;

    FusionLevel(int longestPass) {
        this.longestPass = longestPass;
    }

    int longestPass() {
        return longestPass;
    }
}
