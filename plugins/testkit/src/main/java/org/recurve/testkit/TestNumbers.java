package org.recurve.testkit;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.random.Stream;

/** The numbers that plugins are tried on: named, so that every run tries the same. */
final class TestNumbers {
    private static final Stream ROOT = Stream.of(0).in("testkit");

    private TestNumbers() {}

    static Stream stream(String name) {
        return ROOT.in(name);
    }

    /** Standard normal. */
    static double[] doubles(String name, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = stream(name).normal(i);
        }
        return values;
    }

    /** Standard normal. */
    static float[] floats(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) stream(name).normal(i);
        }
        return values;
    }

    /** Values that the field may hold: class indices where it has classes, 0 or 1 where it has labels, else standard normal. */
    static float[] of(Field field, int examples) {
        float[] values = floats(field.name(), examples * field.shape().size());
        List<String> classes = field.classes();
        for (int i = 0; i < values.length && !classes.isEmpty(); i++) {
            values[i] = stream(field.name()).below(i, classes.size());
        }
        for (int i = 0; i < values.length && !field.labels().isEmpty(); i++) {
            values[i] = values[i] > 0 ? 1 : 0;
        }
        return values;
    }

    static DoubleStream stream(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code a + factor · b}. */
    static double[] moved(double[] a, double factor, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }
}
