package org.recurve.datasets.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Rows of floats, gathered one after another in blocks: they take four bytes a number, and none is copied as they grow. Once those in
 * memory take a share of the heap, they move to a temporary file, which is mapped: so there may be more than the heap has room for.
 * The file has no name any more by then, where the system allows that, and so goes with this process, however it ends.
 */
final class FloatRows implements ExampleReader {
    private static final int BLOCK = 1 << 14;
    private static final int SHARE = 8;

    private final int width;
    private final int perBlock;
    private final int perExtent;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<MemorySegment> extents = new ArrayList<>();
    private Optional<FileChannel> moved = Optional.empty();
    private int size;

    /** Begins without a row. */
    FloatRows(int width) {
        this(width, Runtime.getRuntime().maxMemory() / SHARE);
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

    void add(float... row) {
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
        try {
            FileChannel file = moved.isPresent() ? moved.get() : temporary();
            moved = Optional.of(file);
            long begin = file.position();
            ByteBuffer bytes =
                    ByteBuffer.allocate(blocks.getFirst().length * Float.BYTES).order(ByteOrder.nativeOrder());
            for (float[] block : blocks) {
                bytes.clear().asFloatBuffer().put(block);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            extents.add(file.map(FileChannel.MapMode.READ_ONLY, begin, file.position() - begin, Arena.ofAuto()));
            blocks.clear();
        } catch (IOException e) {
            throw new InvalidSetting(
                    "these rows need more memory than the heap has for them, and cannot be moved to a temporary"
                            + " file of at least " + (long) size * width * Float.BYTES + " bytes (" + e.getMessage()
                            + "); name a folder with room, RECURVE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or give the JVM more memory,"
                            + " RECURVE_JAVA_OPTS=-Xmx8g");
        }
    }

    private static FileChannel temporary() throws IOException {
        Path file = Files.createTempFile("recurve-rows", ".tmp"); // for this user alone
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    int size() {
        return size;
    }

    /** Returns whether rows lie in a file. */
    boolean isMoved() {
        return moved.isPresent();
    }

    @Override
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
