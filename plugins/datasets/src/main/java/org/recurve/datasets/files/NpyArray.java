package org.recurve.datasets.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.InputForm;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.memory.SpareFile;

/**
 * An array of a NumPy file: the bytes {@code \x93NUMPY}, a version, the length of the header, the header as a Python dict
 * (descr, fortran_order, shape), then the elements (NumPy Enhancement Proposal 1). Those in Fortran's order are put into C's.
 *
 * <p>A file that takes more than a share of the heap is read where it lies, whenever elements are asked for; it must not change meanwhile.
 *
 * @param examples its first extent
 * @param example the shape of the others
 * @param type of an element
 * @param content the whole file, which is kept as it is: elements become the nearest floats when they are read
 * @param start where the elements begin, row-major
 */
public record NpyArray(
        Path file, int examples, Shape example, Type type, boolean reversed, NpyFile.Contents content, long start)
        implements ExampleReader {
    /** Says how many examples are read between two looks whether the file is as it was. */
    private static final int LOOK = 64;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Says how long a header may be, which holds three entries. */
    private static final int HEADER = 1 << 20;

    /** Say what white is in samples of 8 and of 16 bits. */
    private static final float WHITE = 255;

    private static final float DEEP_WHITE = 65_535;

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
        return read(file, SpareFile.share());
    }

    /**
     * Reads a file.
     *
     * @param kept how many bytes of it are read into the heap at most
     */
    static NpyArray read(Path file, long kept) {
        NpyFile.Contents content = NpyFile.contents(file, kept);
        ByteBuffer in = content.bytes()
                .asSlice(0, Math.min(content.bytes().byteSize(), HEADER))
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        String header = header(file, in);
        Matcher descr = found(
                DESCR,
                file,
                header,
                "a dtype of whole numbers, floats or booleans, such as '<f4' (of texts, save numpy.unique(array, return_inverse=True)[1])");
        boolean fortran = found(ORDER, file, header, "whether its order is Fortran's")
                .group(1)
                .equals("True");
        int[] extents = extents(file, found(SHAPE, file, header, "a shape").group(1));
        int size = Integer.parseInt(descr.group(3));
        Type type = type(file, descr.group(2) + size);
        long held = content.bytes().byteSize() - in.position();
        if (held != size * product(extents)) {
            throw new InvalidSetting(file + " holds " + held + " bytes of elements, but its header promises "
                    + printed(extents) + " of " + size
                    + ": it was cut off or is damaged; save it again");
        }
        boolean reversed = descr.group(1).equals(">");
        Shape example = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
        NpyArray array = new NpyArray(file, extents[0], example, type, reversed, content, in.position());
        return (fortran && extents.length > 1 ? array.rowMajor(kept) : array).finite();
    }

    private static long product(int... extents) {
        return IntStream.of(extents).asLongStream().reduce(1, Math::multiplyExact);
    }

    /** Returns the same, whose first index varies fastest, in the order where the last one does. */
    private NpyArray rowMajor(long kept) {
        MemorySegment in = content.bytes();
        int size = type.bytes();
        int[] extents = extents();
        MemorySegment turned = SpareFile.room(size * product(extents), kept);
        long[] strides = new long[extents.length];
        long stride = size;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= extents[axis];
        }
        int[] index = new int[strides.length];
        long from = start;
        for (long to = 0; to < turned.byteSize(); to += size) {
            MemorySegment.copy(in, from, turned, to, size);
            int axis = index.length - 1;
            from += strides[axis];
            while (++index[axis] == extents[axis] && axis > 0) {
                from += strides[axis - 1] - index[axis] * strides[axis];
                index[axis--] = 0;
            }
        }
        content.demandUnchanged();
        return new NpyArray(
                file,
                examples,
                example,
                type,
                reversed,
                new NpyFile.Contents(content.file(), turned, Optional.empty()),
                0);
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

    private static int[] extents(Path file, String text) {
        List<Integer> dims = new ArrayList<>();
        try {
            for (String extent : text.split(",")) {
                if (!extent.isBlank()) {
                    dims.add(Integer.parseInt(extent.strip()));
                }
            }
        } catch (NumberFormatException tooLarge) {
            throw tooLarge(file, text);
        }
        int[] extents = dims.stream().mapToInt(i -> i).toArray();
        if (dims.isEmpty() || dims.contains(0)) {
            throw new InvalidSetting(
                    file + " has the shape (" + text + "); its first extent counts the examples, and none may be 0");
        }
        long example = 1;
        for (int axis = 1; axis < extents.length; axis++) {
            example = Math.min(example * extents[axis], Integer.MAX_VALUE);
        }
        if (example > Shape.MOST_OF_EXAMPLE) {
            throw tooLarge(file, text);
        }
        return extents;
    }

    private static InvalidSetting tooLarge(Path file, String text) {
        return new InvalidSetting(file + " has the shape (" + text + "), which is too large to read");
    }

    /** Returns the extents of the whole array. */
    int[] extents() {
        return IntStream.concat(IntStream.of(examples), IntStream.of(example.toArray()))
                .toArray();
    }

    /** Returns how many elements all examples have. */
    long elements() {
        return (long) examples * example.size();
    }

    private static String printed(int... extents) {
        return IntStream.of(extents).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }

    /** Returns the extents of the whole array, as {@link Shape} prints them. */
    String extentsText() {
        return printed(extents());
    }

    /** Returns whether each example has a single 1, and else zeros. */
    boolean isOneHot() {
        int size = example.size();
        for (int i = 0; i < examples; i++) {
            int ones = 0;
            for (int j = 0; j < size; j++) {
                float value = at((long) i * size + j);
                if (value != 0 && value != 1) {
                    return false;
                }
                ones += (int) value;
            }
            if (ones != 1) {
                return false;
            }
        }
        return true;
    }

    /** Returns the element at a place in row-major order. */
    float at(long index) {
        MemorySegment bytes = content.bytes();
        long place = start + index * type.bytes();
        return switch (type) {
            case F2 -> Float.float16ToFloat(twoBytes(bytes, place));
            case F4 -> Float.intBitsToFloat(fourBytes(bytes, place));
            case F8 -> (float) Double.longBitsToDouble(eightBytes(bytes, place));
            case I1 -> bytes.get(ValueLayout.JAVA_BYTE, place);
            case U1, B1 -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, place));
            case I2 -> twoBytes(bytes, place);
            case U2 -> Short.toUnsignedInt(twoBytes(bytes, place));
            case I4 -> fourBytes(bytes, place);
            case U4 -> Integer.toUnsignedLong(fourBytes(bytes, place));
            case I8 -> eightBytes(bytes, place);
            case U8 -> unsigned(eightBytes(bytes, place));
        };
    }

    private short twoBytes(MemorySegment bytes, long place) {
        short value = bytes.get(SHORT, place);
        return reversed ? Short.reverseBytes(value) : value;
    }

    private int fourBytes(MemorySegment bytes, long place) {
        int value = bytes.get(INT, place);
        return reversed ? Integer.reverseBytes(value) : value;
    }

    private long eightBytes(MemorySegment bytes, long place) {
        long value = bytes.get(LONG, place);
        return reversed ? Long.reverseBytes(value) : value;
    }

    /** Rounds to nearest: of two halves, the lower bit that is cut off still decides. */
    private static float unsigned(long value) {
        return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
    }

    /** Returns whether a number is finite, but becomes no finite float. */
    private boolean isTooLarge(long index) {
        return type == Type.F8
                && Float.isInfinite(at(index))
                && Double.isFinite(Double.longBitsToDouble(eightBytes(content.bytes(), start + index * type.bytes())));
    }

    private NpyArray finite() {
        boolean whole = switch (type) {
            case F2, F4, F8 -> false;
            case I1, U1, B1, I2, U2, I4, U4, I8, U8 -> true;
        };
        for (long i = 0; i < elements() && !whole; i++) {
            if (!Float.isFinite(at(i))) {
                throw new InvalidSetting(
                        file + " holds " + (isTooLarge(i) ? "a number that is too large for float32" : at(i))
                                + " at element " + i
                                + ", counted from 0 in row-major order; every number must be finite: replace it, or leave its example out");
            }
        }
        return this;
    }

    /**
     * Returns inputs that a model is asked about. Of one that learnt from images, whole numbers are samples, which are divided as those
     * of files are; floats and booleans have been divided already.
     *
     * @param count how many inputs there are
     * @param size how many numbers each has
     */
    List<float[]> inputs(int count, int size, Optional<InputForm> form) {
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[size];
            read(i, size, values, 0);
            if (form.orElse(null) instanceof InputForm.Pixels pixels) {
                samples(values, pixels.divisor(), (long) i * size);
            }
            inputs.add(values);
        }
        return inputs;
    }

    private void samples(float[] values, float divisor, long first) {
        float white = switch (type) {
            case F2, F4, F8, B1 -> WHITE / divisor;
            case U2 -> DEEP_WHITE;
            case I1, U1, I2, I4, U4, I8, U8 -> WHITE;
        };
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] > white) {
                throw new InvalidSetting(file + " holds " + values[i] + " at element " + (first + i)
                        + ", which is no sample of an image; give uint8 or other whole numbers from 0 to 255, uint16 from 0 to 65535, or"
                        + " floats from 0 to " + WHITE / divisor);
            }
            values[i] /= white / (WHITE / divisor);
        }
    }

    InvalidSetting misfit(Shape wanted) {
        return new InvalidSetting(file + " holds " + extentsText() + " numbers, but the model reads " + wanted
                + "; an array is one such input, or has them along its first axis");
    }

    /** Adds all elements to what decides a data set's examples. */
    public void digest(ExampleDigest digest) {
        digest.add(extentsText());
        float[] one = new float[example.size()];
        for (int i = 0; i < examples; i++) {
            read(i, one, 0);
            digest.add(one);
        }
    }

    @Override
    public void read(int number, float[] into, int offset) {
        read(number, example.size(), into, offset);
    }

    /** Writes numbers of a part of an array whose parts have {@code size} each. */
    void read(int number, int size, float[] into, int offset) {
        if (number % LOOK == 0) {
            content.demandUnchanged();
        }
        long first = (long) number * size;
        try {
            for (int i = 0; i < size; i++) {
                into[offset + i] = at(first + i);
            }
        } catch (InternalError fault) { // of a mapped file that has become shorter
            throw content.changed();
        }
    }
}
