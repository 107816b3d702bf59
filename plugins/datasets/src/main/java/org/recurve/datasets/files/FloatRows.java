package org.recurve.datasets.files;

import java.util.ArrayList;
import java.util.List;

/** Rows of floats, gathered one after another in blocks: they take four bytes a number, and none is copied as they grow. */
final class FloatRows implements ExampleReader {
    private static final int BLOCK = 1 << 14;

    private final int width;
    private final int perBlock;
    private final List<float[]> blocks = new ArrayList<>();
    private int size;

    /** Begins without a row. */
    FloatRows(int width) {
        this.width = width;
        this.perBlock = Math.max(1, BLOCK / width);
    }

    void add(float... row) {
        int inBlock = size % perBlock;
        if (inBlock == 0) {
            blocks.add(new float[perBlock * width]);
        }
        System.arraycopy(row, 0, blocks.getLast(), inBlock * width, width);
        size = Math.addExact(size, 1);
    }

    int size() {
        return size;
    }

    @Override
    public void read(int example, float[] into, int offset) {
        System.arraycopy(blocks.get(example / perBlock), example % perBlock * width, into, offset, width);
    }
}
