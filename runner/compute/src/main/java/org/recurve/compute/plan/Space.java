package org.recurve.compute.plan;

/** The arrays that instructions work on, by their place in a {@link Frame}. */
final class Space {
    /** Everything that lives within one run. */
    static final int ARENA = 0;

    static final int PARAMETERS = 1;
    static final int FROZEN = 2;
    static final int BUFFERS = 3;
    /** A direction in the space of the parameters. */
    static final int DIRECTION = 4;

    /** Numbers written down in the model, where an instruction needs them in memory. */
    static final int CONSTANTS = 5;

    /** What a run gives, in the space of the parameters. */
    static final int GRADIENT = 6;

    static final int COUNT = 7;

    private Space() {}
}
