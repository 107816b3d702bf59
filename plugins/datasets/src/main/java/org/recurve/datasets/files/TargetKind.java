package org.recurve.datasets.files;

/** Describes what a column or array of targets says. */
public enum TargetKind {
    /** A class, one of those that occur. */
    CLASSES,
    /** Numbers. */
    NUMBERS
}
