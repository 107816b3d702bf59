package org.recurve.compute.link;

/** The memory that a kernel needs beside its operands; one a thread, made when planning, reused by every call. */
public final class Scratch {
    final float[] floats;
    final float[] lanes = new float[Layout.LANES];
    final Tile tile = new Tile();

    private Scratch(int floats) {
        this.floats = new float[floats];
    }

    /** Enough for any table that asks for at most {@code floats}. */
    public static Scratch of(int floats) {
        return new Scratch(floats);
    }
}
