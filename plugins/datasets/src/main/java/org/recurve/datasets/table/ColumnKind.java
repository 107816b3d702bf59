package org.recurve.datasets.table;

/** Says what a column of inputs holds. */
public enum ColumnKind {
    /** Numbers. */
    NUMBER,
    /** Dates as ISO 8601 writes them, with or without a time: the number of days since 1970. */
    DATE,
    /** Categories: a 1 in the place of the value, and 0 in those of the others that occur. */
    ONE_HOT,
    /** Categories: the number of the value among those of all such columns. */
    INDEX
}
