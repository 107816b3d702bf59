package org.recurve.datasets.own;

/** What a column or array of targets says. */
public enum Answers {
    /** A class, one of those that occur. */
    CLASSES,
    /** Numbers. */
    NUMBERS
}
