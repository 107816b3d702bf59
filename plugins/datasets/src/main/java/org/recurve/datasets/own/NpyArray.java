package org.recurve.datasets.own;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * An array of a NumPy file: the bytes {@code \x93NUMPY}, a version, the length of the header, the header as a Python dict
 * (descr, fortran_order, shape), then the elements (NumPy Enhancement Proposal 1).
 *
 * @param shape its first extent counts the examples
 * @param values row-major, each the float nearest to the element
 */
record NpyArray(Path file, Shape shape, float[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([<>|=]?)([fiub])(\\d)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

    /** Reads a file; whatever is wrong with it ends in {@link InvalidSetting}. */
    static NpyArray read(Path file) {
        ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String header = header(file, in);
        Matcher descr = found(DESCR, file, header, "a dtype of whole numbers, floats or booleans, such as '<f4'");
        if (found(ORDER, file, header, "whether its order is Fortran's")
                .group(1)
                .equals("True")) {
            throw new InvalidSetting(file + " is in Fortran's order; save numpy.ascontiguousarray(…) of it");
        }
        Shape shape = shape(file, found(SHAPE, file, header, "a shape").group(1));
        int size = Integer.parseInt(descr.group(3));
        if (in.remaining() != (long) size * shape.size()) {
            throw new InvalidSetting(file + " holds " + in.remaining() + " bytes of elements, but its header promises "
                    + shape + " of " + size + ": it was cut off or is damaged; save it again");
        }
        in.order(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return new NpyArray(file, shape, elements(file, in, descr.group(2) + size, shape.size()));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidSetting(file + " does not exist; name an .npy file, and with --data where it lies");
        } catch (IOException | OutOfMemoryError e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    /** The header's text; leaves the buffer where the elements begin. */
    private static String header(Path file, ByteBuffer in) {
        byte[] magic = new byte[MAGIC.length];
        if (in.remaining() >= 12) {
            in.get(magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new InvalidSetting(file + " does not begin with a NumPy header; save it with numpy.save");
        }
        int version = in.get();
        in.get();
        long length = version == 1 ? in.getShort() & 0xffff : in.getInt() & 0xffffffffL;
        if (length > in.remaining()) {
            throw new InvalidSetting(file + " ends inside its NumPy header: it was cut off; save it again");
        }
        byte[] header = new byte[(int) length];
        in.get(header);
        return new String(header, StandardCharsets.UTF_8);
    }

    private static Matcher found(Pattern pattern, Path file, String header, String what) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new InvalidSetting(
                    file + " has a NumPy header that does not say " + what + ": " + header.strip() + "; save it again");
        }
        return matcher;
    }

    private static Shape shape(Path file, String text) {
        List<Integer> dims = new ArrayList<>();
        int size = 1;
        try {
            for (String extent : text.split(",")) {
                if (!extent.isBlank()) {
                    dims.add(Integer.parseInt(extent.strip()));
                    size = Math.multiplyExact(size, dims.getLast());
                }
            }
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw new InvalidSetting(file + " has the shape (" + text + "), which is too large to read");
        }
        if (dims.isEmpty() || size == 0) {
            throw new InvalidSetting(
                    file + " has the shape (" + text + "); its first extent counts the examples, and none may be 0");
        }
        return new Shape(dims);
    }

    private static float[] elements(Path file, ByteBuffer in, String type, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case "f4" -> in.getFloat();
                case "f8" -> (float) in.getDouble();
                case "i1" -> in.get();
                case "u1", "b1" -> Byte.toUnsignedInt(in.get());
                case "i2" -> in.getShort();
                case "u2" -> Short.toUnsignedInt(in.getShort());
                case "i4" -> in.getInt();
                case "u4" -> Integer.toUnsignedLong(in.getInt());
                case "i8" -> in.getLong();
                default ->
                    throw new InvalidSetting(file + " has elements of dtype " + type
                            + "; save it as float32, float64, int8 to int64, uint8 to uint32, or bool");
            };
            if (!Float.isFinite(values[i])) {
                throw new InvalidSetting(file + " holds " + values[i] + " at element " + i
                        + ", counted from 0 in row-major order; every number must be finite");
            }
        }
        return values;
    }

    int examples() {
        return shape.dim(0);
    }

    /** The shape of one example. */
    Shape example() {
        return shape.slice(1, shape.rank());
    }

    /** The numbers of one example. */
    float[] example(int index) {
        int size = example().size();
        return Arrays.copyOfRange(values, index * size, (index + 1) * size);
    }
}
