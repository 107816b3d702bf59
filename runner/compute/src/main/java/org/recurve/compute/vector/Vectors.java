package org.recurve.compute.vector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.elementwise.Chain;
import org.recurve.compute.elementwise.ChainKernel;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.elementwise.Hardware;
import org.recurve.compute.elementwise.Operand;
import org.recurve.compute.graph.Require;

/** Makes vectors, and evaluates those that wait. */
public final class Vectors {
    private Vectors() {}

    /** A vector over {@code values}, which belong to it from now on. */
    public static Vector of(List<Segment> segments, float[] values) {
        return new LazyVector(new Segments(segments), new Expression.Numbers(values));
    }

    /** The elements without a copy; not to be changed. */
    public static float[] elements(Vector vector) {
        return own(vector).numbers();
    }

    /** The same vectors with their numbers in memory, all evaluated in one pass. */
    public static List<Vector> settle(List<Vector> lazy) {
        return settle(lazy, List.of());
    }

    /**
     * The same where vectors that nobody needs any more give their memory: results are written over them while they are read.
     * Those that did can be read no longer; those that are among the results did not.
     */
    public static List<Vector> settle(List<Vector> lazy, List<Vector> spent) {
        Set<LazyVector> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<float[]> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        List<LazyVector> vectors = new ArrayList<>();
        for (LazyVector vector : lazy.stream().map(Vectors::own).toList()) {
            if (vector.isSettled()) {
                alive.add(vector.numbers());
            } else if (waiting.add(vector)) {
                vectors.add(vector);
            }
        }
        if (!vectors.isEmpty()) {
            List<LazyVector> free = spent.stream()
                    .map(Vectors::own)
                    .filter(vector -> vector.isSettled() && alive.add(vector.numbers()))
                    .toList();
            evaluate(vectors, free);
        }
        return lazy;
    }

    /** The vector's memory for other numbers; nobody can read the vector any more. */
    public static float[] spend(Vector vector) {
        return own(vector).spend();
    }

    /** Whether the numbers of one are also those of another. */
    public static boolean sharesMemory(Vector one, List<Vector> others) {
        float[] numbers = elements(one);
        return others.stream().anyMatch(other -> elements(other) == numbers);
    }

    /** Divides each element, in place, by {@code divisor}, which is rounded to float first. */
    public static void divide(float[] values, double divisor) {
        Chain chain =
                new Chain(1, List.of((float) divisor), List.of(new Chain.Step(Function.DIVIDE, 0, 1)), List.of(2));
        ChainKernel kernel = ChainKernel.of(chain, Hardware.here());
        Operand[] all = {Operand.shared(0, 0)};
        kernel.flat(all, all, new float[][] {values}, kernel.scratch(), 0, values.length);
    }

    static LazyVector own(Vector vector) {
        if (vector instanceof LazyVector lazy) {
            return lazy;
        }
        throw new IllegalArgumentException("vectors come from the framework; this one is a "
                + vector.getClass().getName());
    }

    static void evaluate(List<LazyVector> vectors) {
        evaluate(vectors, List.of());
    }

    /** @param free whose memory is taken first, each at most once */
    private static void evaluate(List<LazyVector> vectors, List<LazyVector> free) {
        Writing writing = new Writing();
        List<Integer> outputs = new ArrayList<>();
        vectors.forEach(vector -> writing.visit(vector.expression()));
        vectors.forEach(vector -> outputs.add(writing.register(vector.expression())));
        int size = vectors.getFirst().size();
        float[][] spaces = new float[writing.inputs.size() + vectors.size()][];
        Operand[] in = new Operand[writing.inputs.size()];
        for (int i = 0; i < in.length; i++) {
            spaces[i] = writing.inputs.get(i).values();
            in[i] = Operand.shared(i, 0);
        }
        Chain chain = new Chain(in.length, List.copyOf(writing.constants.keySet()), writing.steps(), outputs);
        Operand[] out = new Operand[vectors.size()];
        for (int i = 0; i < out.length; i++) {
            spaces[in.length + i] = i < free.size() ? free.get(i).spend() : new float[size];
            out[i] = Operand.shared(in.length + i, 0);
        }
        ChainKernel kernel = ChainKernel.of(chain, Hardware.here());
        kernel.flat(in, out, spaces, kernel.scratch(), 0, size);
        for (int i = 0; i < out.length; i++) {
            vectors.get(i).settle(spaces[in.length + i]);
        }
    }

    /** Expressions, written down as a chain; what several of them share is written once. */
    private static final class Writing {
        private final List<Expression.Numbers> inputs = new ArrayList<>();
        private final Map<Float, Integer> constants = new LinkedHashMap<>();
        private final Map<float[], Integer> known = new IdentityHashMap<>();
        private final Map<Expression, Integer> order = new IdentityHashMap<>();
        private final List<Expression.Applied> applied = new ArrayList<>();

        void visit(Expression expression) {
            switch (expression) {
                case Expression.Numbers numbers -> {
                    if (known.putIfAbsent(numbers.values(), inputs.size()) == null) {
                        inputs.add(numbers);
                    }
                }
                case Expression.Constant(float value) -> constants.putIfAbsent(value, constants.size());
                case Expression.Applied step -> {
                    if (!order.containsKey(step)) {
                        step.operands().forEach(this::visit);
                        order.put(step, applied.size());
                        applied.add(step);
                    }
                }
            }
        }

        int register(Expression expression) {
            return switch (expression) {
                case Expression.Numbers numbers -> Require.known(known, numbers.values());
                case Expression.Constant(float value) -> inputs.size() + Require.known(constants, value);
                case Expression.Applied step -> inputs.size() + constants.size() + Require.known(order, step);
            };
        }

        List<Chain.Step> steps() {
            List<Chain.Step> steps = new ArrayList<>();
            for (Expression.Applied step : applied) {
                int a = register(step.operands().get(0));
                int b = step.operands().size() > 1 ? register(step.operands().get(1)) : a;
                steps.add(new Chain.Step(step.function(), a, b));
            }
            return steps;
        }
    }
}
