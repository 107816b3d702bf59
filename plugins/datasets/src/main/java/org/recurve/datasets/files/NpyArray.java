package org.recurve.datasets.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;

/**
 * An array of a NumPy file: the bytes {@code \x93NUMPY}, a version, the length of the header, the header as a Python dict
 * (descr, fortran_order, shape), then the elements (NumPy Enhancement Proposal 1). Those in Fortran's order are put into C's.
 *
 * @param shape its first extent counts the examples
 * @param type of an element
 * @param content the whole file, which is kept as it is: elements become the nearest floats when they are read
 * @param start where the elements begin, row-major
 */
public record NpyArray(Path file, Shape shape, Type type, ByteBuffer content, int start) implements ExampleReader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([<>|=]?)([fiub])(\\d)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d,\\s]*)\\)");

    /** Describes what an element may be: the letter of NumPy's kind, and how many bytes it has. */
    public enum Type {
        F2,
        F4,
        F8,
        I1,
        U1,
        B1,
        I2,
        U2,
        I4,
        U4,
        I8,
        U8;

        int bytes() {
            return name().charAt(1) - '0';
        }
    }

    /** Reads a file; whatever is wrong with it ends in {@link InvalidSetting}. */
    public static NpyArray read(Path file) {
        ByteBuffer in = ByteBuffer.wrap(NpyFile.bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String header = header(file, in);
        Matcher descr = found(DESCR, file, header, "a dtype of whole numbers, floats or booleans, such as '<f4'");
        boolean fortran = found(ORDER, file, header, "whether its order is Fortran's")
                .group(1)
                .equals("True");
        Shape shape = shape(file, found(SHAPE, file, header, "a shape").group(1));
        int size = Integer.parseInt(descr.group(3));
        Type type = type(file, descr.group(2) + size);
        if (in.remaining() != (long) size * shape.size()) {
            throw new InvalidSetting(file + " holds " + in.remaining() + " bytes of elements, but its header promises "
                    + shape + " of " + size + ": it was cut off or is damaged; save it again");
        }
        ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        NpyArray array = fortran && shape.rank() > 1
                ? new NpyArray(file, shape, type, rowMajor(in, shape, size).order(order), 0)
                : new NpyArray(file, shape, type, in.order(order), in.position());
        return array.finite();
    }

    /** Returns elements whose first index varies fastest, in the order where the last one does. */
    private static ByteBuffer rowMajor(ByteBuffer in, Shape shape, int size) {
        byte[] turned = new byte[in.remaining()];
        int[] strides = new int[shape.rank()];
        int stride = size;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= shape.dim(axis);
        }
        int[] index = new int[strides.length];
        int from = in.position();
        for (int to = 0; to < turned.length; to += size) {
            in.get(from, turned, to, size);
            int axis = index.length - 1;
            from += strides[axis];
            while (++index[axis] == shape.dim(axis) && axis > 0) {
                from += strides[axis - 1] - index[axis] * strides[axis];
                index[axis--] = 0;
            }
        }
        return ByteBuffer.wrap(turned);
    }

    private static Type type(Path file, String name) {
        return Arrays.stream(Type.values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting(file + " has elements of dtype " + name
                        + "; save it as float16 to float64, int8 to int64, uint8 to uint64, or bool"));
    }

    /** Returns the header's text; leaves the buffer where the elements begin. */
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

    /** Returns the element at a place in row-major order. */
    float at(int index) {
        int place = start + index * type.bytes();
        return switch (type) {
            case F2 -> Float.float16ToFloat(content.getShort(place));
            case F4 -> content.getFloat(place);
            case F8 -> (float) content.getDouble(place);
            case I1 -> content.get(place);
            case U1, B1 -> Byte.toUnsignedInt(content.get(place));
            case I2 -> content.getShort(place);
            case U2 -> Short.toUnsignedInt(content.getShort(place));
            case I4 -> content.getInt(place);
            case U4 -> Integer.toUnsignedLong(content.getInt(place));
            case I8 -> content.getLong(place);
            case U8 -> unsigned(content.getLong(place));
        };
    }

    /** Rounds to nearest: of two halves, the lower bit that is cut off still decides. */
    private static float unsigned(long value) {
        return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
    }

    private NpyArray finite() {
        for (int i = 0; i < shape.size(); i++) {
            if (!Float.isFinite(at(i))) {
                throw new InvalidSetting(file + " holds " + at(i) + " at element " + i
                        + ", counted from 0 in row-major order; every number must be finite");
            }
        }
        return this;
    }

    /** Adds all elements to what decides a data set's examples. */
    public void digest(ExampleDigest digest) {
        digest.add(shape.toString());
        float[] example = new float[example().size()];
        for (int i = 0; i < examples(); i++) {
            read(i, example, 0);
            digest.add(example);
        }
    }

    /** Returns how many examples there are. */
    public int examples() {
        return shape.dim(0);
    }

    /** Returns the shape of one example. */
    public Shape example() {
        return shape.slice(1, shape.rank());
    }

    @Override
    public void read(int example, float[] into, int offset) {
        int size = example().size();
        for (int i = 0; i < size; i++) {
            into[offset + i] = at(example * size + i);
        }
    }
}
