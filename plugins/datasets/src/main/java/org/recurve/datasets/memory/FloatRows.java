package org.recurve.datasets.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of floats, gathered one after another in blocks: they take four bytes a number, and none is copied as they grow. Once those in
 * memory take a share of the heap, they move to a temporary file, which is mapped: so there may be more than the heap has room for.
 */
public final class FloatRows {
    private static final int BLOCK = 1 << 14;

    private final int width;
    private final int perBlock;
    private final int perExtent;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<MemorySegment> extents = new ArrayList<>();
    private Optional<SpareFile> moved = Optional.empty();
    private int size;

    /** Begins without a row. */
    public FloatRows(int width) {
        this(width, SpareFile.share());
    }

    /**
     * Begins without a row.
     *
     * @param kept how many bytes stay in memory at most, but for one block
     */
    FloatRows(int width, long kept) {
        this.width = width;
        this.perBlock = Math.max(1, BLOCK / width);
        this.perExtent = (int) Math.clamp(kept / Float.BYTES / ((long) perBlock * width), 1, Integer.MAX_VALUE);
    }

    /** Adds a row. */
    public void add(float... row) {
        int inBlock = size % perBlock;
        if (inBlock == 0) {
            if (blocks.size() == perExtent) {
                move();
            }
            blocks.add(new float[perBlock * width]);
        }
        System.arraycopy(row, 0, blocks.getLast(), inBlock * width, width);
        size = Math.addExact(size, 1);
    }

    /** Writes the blocks in memory, all of them full, behind those that were moved before. */
    private void move() {
        SpareFile file = moved.orElseGet(SpareFile::open);
        moved = Optional.of(file);
        long begin = file.size();
        ByteBuffer bytes =
                ByteBuffer.allocate(blocks.getFirst().length * Float.BYTES).order(ByteOrder.nativeOrder());
        for (float[] block : blocks) {
            bytes.clear().asFloatBuffer().put(block);
            file.append(bytes);
        }
        extents.add(file.mapped(begin, file.size() - begin));
        blocks.clear();
    }

    /** Returns how many there are. */
    public int size() {
        return size;
    }

    /** Returns whether rows lie in a file. */
    public boolean isMoved() {
        return moved.isPresent();
    }

    /** Writes a row to {@code into} from {@code offset} on. Safe from several threads. */
    public void read(int example, float[] into, int offset) {
        int block = example / perBlock;
        int inBlock = example % perBlock * width;
        int extent = block / perExtent;
        if (extent < extents.size()) {
            long number = (long) (block % perExtent) * perBlock * width + inBlock;
            MemorySegment.copy(extents.get(extent), ValueLayout.JAVA_FLOAT, number * Float.BYTES, into, offset, width);
        } else {
            System.arraycopy(blocks.get(block % perExtent), inBlock, into, offset, width);
        }
    }
}
