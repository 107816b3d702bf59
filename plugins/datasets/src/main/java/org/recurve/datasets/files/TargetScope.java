package org.recurve.datasets.files;

/** Describes what a target is about, where examples are sequences. */
public enum TargetScope {
    /** Each step has a target of its own. */
    STEP,
    /** The whole sequence has one. */
    SEQUENCE
}
