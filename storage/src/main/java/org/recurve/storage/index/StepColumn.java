package org.recurve.storage.index;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A quantity's values and the steps they belong to. As bytes: a flag, the size, the steps (first and stride if they are
 * evenly spaced), the values (as floats if that keeps every bit).
 *
 * @param steps ascending
 * @param values as many
 */
public record StepColumn(long[] steps, double[] values) {
    static final StepColumn EMPTY = new StepColumn(new long[0], new double[0]);

    private static final int EVEN = 1;
    private static final int FLOATS = 2;

    public int size() {
        return steps.length;
    }

    StepColumn slice(int from, int to) {
        return new StepColumn(Arrays.copyOfRange(steps, from, to), Arrays.copyOfRange(values, from, to));
    }

    /** Returns these values and then those. */
    StepColumn with(StepColumn more) {
        long[] allSteps = Arrays.copyOf(steps, size() + more.size());
        System.arraycopy(more.steps, 0, allSteps, size(), more.size());
        double[] allValues = Arrays.copyOf(values, size() + more.size());
        System.arraycopy(more.values, 0, allValues, size(), more.size());
        return new StepColumn(allSteps, allValues);
    }

    byte[] toBytes() {
        boolean even = even();
        boolean floats = Arrays.stream(values).allMatch(StepColumn::isFloat);
        ByteBuffer out = ByteBuffer.allocate(5 + (even ? 16 : 8 * size()) + (floats ? 4 : 8) * size());
        out.put((byte) ((even ? EVEN : 0) | (floats ? FLOATS : 0))).putInt(size());
        if (even) {
            out.putLong(size() > 0 ? steps[0] : 0).putLong(stride());
        } else {
            Arrays.stream(steps).forEach(out::putLong);
        }
        for (double value : values) {
            if (floats) {
                out.putInt(Float.floatToRawIntBits((float) value));
            } else {
                out.putLong(Double.doubleToRawLongBits(value));
            }
        }
        return out.array();
    }

    public static StepColumn of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int flags = in.get();
        StepColumn column = EMPTY.sized(in.getInt());
        if ((flags & EVEN) != 0) {
            long first = in.getLong();
            long stride = in.getLong();
            Arrays.setAll(column.steps, i -> first + i * stride);
        } else {
            Arrays.setAll(column.steps, i -> in.getLong());
        }
        boolean floats = (flags & FLOATS) != 0;
        Arrays.setAll(
                column.values, i -> floats ? Float.intBitsToFloat(in.getInt()) : Double.longBitsToDouble(in.getLong()));
        return column;
    }

    StepColumn sized(int size) {
        return new StepColumn(Arrays.copyOf(steps, size), Arrays.copyOf(values, size));
    }

    private long stride() {
        return size() < 2 ? 1 : steps[1] - steps[0];
    }

    private boolean even() {
        long stride = stride();
        for (int i = 1; i < size(); i++) {
            if (steps[i] - steps[i - 1] != stride) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFloat(double value) {
        return Double.doubleToRawLongBits((float) value) == Double.doubleToRawLongBits(value);
    }
}
