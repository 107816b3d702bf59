package org.recurve.compute.runtime;

import java.util.List;

/** The arrays that instructions work on, by their place in a {@link ExecutionFrame}. */
public final class MemorySpace {
    /** Everything that lives within one run. */
    public static final int ARENA = 0;

    public static final int PARAMETERS = 1;
    public static final int FROZEN = 2;
    public static final int BUFFERS = 3;
    /** A direction in the space of the parameters. */
    public static final int DIRECTION = 4;

    /** Numbers written down in the model, where an instruction needs them in memory. */
    public static final int CONSTANTS = 5;

    /** Says what a run gives, in the space of the parameters. */
    public static final int GRADIENT = 6;

    /** The spaces' names, to be printed. */
    static final List<String> NAMES =
            List.of("arena", "parameters", "frozen", "buffers", "direction", "constants", "gradient");

    public static final int COUNT = NAMES.size();

    private MemorySpace() {}
}
