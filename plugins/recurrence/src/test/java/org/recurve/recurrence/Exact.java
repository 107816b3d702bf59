package org.recurve.recurrence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;
import org.recurve.testkit.Forward;

/**
 * A layer evaluated in double for one example, at parameters that are all away from zero, beside the vector arithmetic
 * in which a test writes down the formula it must follow.
 *
 * @param theta the parameters, ordered by name
 */
record Exact(Program program, List<Segment> segments, double[] theta) {
    private static final Stream RANDOM = Stream.of(0).in("exact");

    /** @param fields what the example holds, {@code input} first */
    static <C extends Record> Exact of(Layer<C> layer, C config, Field... fields) {
        Program program = new Forward(new Spec<>(layer, config), List.of(fields), Map.of()).program();
        List<Segment> segments = program.start(RANDOM).theta().segments();
        int size = segments.stream().mapToInt(s -> s.shape().size()).sum();
        double[] theta = IntStream.range(0, size)
                .mapToDouble(i -> 0.7 * RANDOM.normal(i))
                .toArray();
        return new Exact(program, segments, theta);
    }

    /** A cell run over a sequence of this many steps and features; gives the outputs of all steps. */
    static <C extends Record> Exact cell(Cell<C, ?> cell, C config, int steps, int features) {
        Recurrent.Config layer = new Recurrent.Config(new Spec<>(cell, config), Recurrent.Output.ALL);
        return of(new Recurrent(), layer, input(steps, features), new Field(Field.TARGET, Shape.SCALAR));
    }

    static Field input(int... dims) {
        return new Field(Field.INPUT, Shape.of(dims));
    }

    /** Numbers that every run draws alike. */
    static double[] numbers(String name, int size) {
        return IntStream.range(0, size)
                .mapToDouble(i -> RANDOM.in(name).normal(i))
                .toArray();
    }

    /** The output for an input alone, in training. */
    double[] run(double... input) {
        return run(true, Map.of(Field.INPUT, input, Field.TARGET, new double[1]));
    }

    double[] run(boolean training, Map<String, double[]> fields) {
        Batch like = new Batch(1, Map.of(), new long[1], training, 0);
        return new ReferenceProgram(program, RANDOM).outputs(like, new ReferenceProgram.EvaluationPoint(theta, fields));
    }

    /** The same with a parameter set to these numbers. */
    Exact with(String name, double... numbers) {
        double[] changed = theta.clone();
        System.arraycopy(numbers, 0, changed, segment(name).offset(), numbers.length);
        return new Exact(program, segments, changed);
    }

    /** The parameter of the cell. */
    double[] of(String name) {
        return parameter("cell." + name);
    }

    double[] parameter(String name) {
        Segment segment = segment(name);
        return Arrays.copyOfRange(
                theta, segment.offset(), segment.offset() + segment.shape().size());
    }

    private Segment segment(String name) {
        return segments.stream()
                .filter(s -> s.name().equals("subject." + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no parameter " + name + " among " + names()));
    }

    /** The parameters' names below the layer, with their shapes. */
    Map<String, Shape> names() {
        Map<String, Shape> names = new HashMap<>();
        segments.forEach(s -> names.put(s.name().substring("subject.".length()), s.shape()));
        return names;
    }

    // Vector arithmetic.

    /** The product of the cell's matrix {@code name} and {@code x}. */
    double[] times(String name, double[] x) {
        return product(of(name), x);
    }

    static double[] product(double[] matrix, double[] x) {
        return IntStream.range(0, matrix.length / x.length)
                .mapToDouble(row -> IntStream.range(0, x.length)
                        .mapToDouble(i -> matrix[row * x.length + i] * x[i])
                        .sum())
                .toArray();
    }

    static double[] plus(double[]... terms) {
        return IntStream.range(0, terms[0].length)
                .mapToDouble(i -> Arrays.stream(terms).mapToDouble(t -> t[i]).sum())
                .toArray();
    }

    static double[] each(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    static double[] map(DoubleUnaryOperator f, double[] x) {
        return Arrays.stream(x).map(f).toArray();
    }

    static double[] tanh(double[] x) {
        return map(StrictMath::tanh, x);
    }

    static double[] sigmoid(double[] x) {
        return map(a -> 1 / (1 + StrictMath.exp(-a)), x);
    }

    static double[] step(double[] sequence, int features, int step) {
        return Arrays.copyOfRange(sequence, step * features, (step + 1) * features);
    }
}
