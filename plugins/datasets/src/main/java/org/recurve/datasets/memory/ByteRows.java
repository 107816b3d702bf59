package org.recurve.datasets.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of bytes of any lengths, such as the samples of pictures. The first stay in the heap, as they are; once those take a share of it,
 * the further ones go to a temporary file. All rows are added before one is read.
 */
public final class ByteRows {
    private final long kept;
    private final List<byte[]> heap = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();
    private long taken;
    private Optional<SpareFile> file = Optional.empty();
    private Optional<MemorySegment> mapped = Optional.empty();

    /** Says where a row lies in the file. */
    private record Extent(long begin, int length) {}

    /** Begins without a row. */
    public ByteRows() {
        this(SpareFile.share());
    }

    /**
     * Begins without a row.
     *
     * @param kept how many bytes stay in the heap at most
     */
    ByteRows(long kept) {
        this.kept = kept;
    }

    /** Adds a row, which nobody changes from now on. */
    public void add(byte[] row) {
        if (file.isEmpty() && taken + row.length <= kept) {
            taken += row.length;
            heap.add(row);
            return;
        }
        SpareFile spare = file.orElseGet(SpareFile::open);
        file = Optional.of(spare);
        extents.add(new Extent(spare.append(ByteBuffer.wrap(row)), row.length));
    }

    /** Ends the adding. */
    public ByteRows complete() {
        mapped = file.map(spare -> spare.mapped(0, spare.size()));
        return this;
    }

    /** Returns how many there are. */
    public int size() {
        return heap.size() + extents.size();
    }

    /** Returns a row, which must not be changed. */
    public byte[] get(int row) {
        if (row < heap.size()) {
            return heap.get(row);
        }
        Extent extent = extents.get(row - heap.size());
        return mapped.orElseThrow(() -> new IllegalStateException("rows are read once all were added"))
                .asSlice(extent.begin, extent.length)
                .toArray(ValueLayout.JAVA_BYTE);
    }
}
