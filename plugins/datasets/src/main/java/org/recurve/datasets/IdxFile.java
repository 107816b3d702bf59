package org.recurve.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * An IDX file of unsigned bytes: two zero bytes, a type (8), the rank, the extents as big-endian 32-bit integers, then
 * the elements in row-major order (LeCun, Cortes, Burges, <i>The MNIST Database of Handwritten Digits</i>).
 *
 * @param bytes the whole file
 * @param shape the extents; the first counts the items
 * @param start where the elements begin
 */
record IdxFile(byte[] bytes, Shape shape, int start) {
    private static final int UNSIGNED_BYTES = 8;

    /** Reads a file that must have this rank; whatever is wrong with it ends in {@link InvalidSetting}. */
    static IdxFile read(Path file, int rank) {
        ByteBuffer in = ByteBuffer.wrap(contents(file));
        int start = 4 + 4 * rank;
        int magic = UNSIGNED_BYTES << 8 | rank;
        if (in.limit() < start || in.getInt() != magic) {
            throw corrupt(
                    file, "does not begin with the IDX header of %d-dimensional bytes (0x%08x)".formatted(rank, magic));
        }
        int[] dims = new int[rank];
        long elements = 1;
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = in.getInt();
            if (dims[axis] < 1) {
                throw corrupt(file, "claims an extent of " + dims[axis] + " along axis " + axis);
            }
            elements = Math.multiplyExact(Math.min(elements, Integer.MAX_VALUE), dims[axis]);
        }
        if (elements != in.remaining()) {
            throw corrupt(
                    file,
                    "holds " + in.remaining() + " elements, but its header promises " + elements
                            + (in.remaining() < elements ? ": it was cut off" : ""));
        }
        return new IdxFile(in.array(), Shape.of(dims), start);
    }

    private static byte[] contents(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidSetting(file + " does not exist; fetch the data set again");
        } catch (IOException e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    private static InvalidSetting corrupt(Path file, String how) {
        return new InvalidSetting(file + " " + how + "; delete it and fetch the data set again");
    }

    int items() {
        return shape.dim(0);
    }

    int itemSize() {
        return shape.size() / items();
    }

    /** Element {@code element} of item {@code item}, from 0 to 255. */
    int get(int item, int element) {
        return Byte.toUnsignedInt(bytes[start + item * itemSize() + element]);
    }
}
