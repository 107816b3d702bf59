package org.recurve.datasets.files;

/** Describes what a column or array of targets says. */
public enum TargetKind {
    /** A class, one of those that occur. */
    CLASSES,
    /** Numbers. */
    NUMBERS,
    /** Labels of which several may hold, each 1 or 0. */
    LABELS
}
