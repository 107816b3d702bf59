package org.recurve.datasets.table;

/** Says what becomes of an input without a value. */
public enum Missing {
    /** It is a mistake. */
    REFUSE,
    /** The mean of the column's values in the training split stands for it. */
    MEAN,
    /** As with the mean, and a second number says 1 where the value was missing, else 0. */
    INDICATOR
}
