package org.recurve.compute.params;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.elementwise.RowOperand;

/** Makes vectors, and evaluates those that wait. */
public final class VectorFactory {
    private VectorFactory() {}

    /** Returns a vector over {@code values}, which belong to it from now on. */
    public static Vector of(List<Segment> segments, float[] values) {
        return new LazyVector(new SegmentLayout(segments), new VectorExpression.StoredNumbers(values));
    }

    /** Returns the elements without a copy; not to be changed. */
    public static float[] elements(Vector vector) {
        return own(vector).numbers();
    }

    /** Returns the same vectors with their numbers in memory, all evaluated in one pass. */
    public static List<Vector> settle(List<Vector> lazy) {
        return settle(lazy, List.of());
    }

    /**
     * Returns the same where vectors that nobody needs any more give their memory: results are written over them while they are read.
     * Those that did can be read no longer; those that are among the results did not.
     */
    public static List<Vector> settle(List<Vector> lazy, List<Vector> spent) {
        Set<LazyVector> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<float[]> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        List<LazyVector> vectors = new ArrayList<>();
        for (LazyVector vector : lazy.stream().map(VectorFactory::own).toList()) {
            if (vector.isSettled()) {
                alive.add(vector.numbers());
            } else if (waiting.add(vector)) {
                vectors.add(vector);
            }
        }
        if (!vectors.isEmpty()) {
            List<LazyVector> free = spent.stream()
                    .map(VectorFactory::own)
                    .filter(vector -> vector.isSettled() && alive.add(vector.numbers()))
                    .toList();
            evaluate(vectors, free);
        }
        return lazy;
    }

    /** Returns the vector's memory for other numbers; nobody can read the vector any more. */
    public static float[] spend(Vector vector) {
        return own(vector).spend();
    }

    /** Returns whether the numbers of one are also those of another. */
    public static boolean sharesMemory(Vector one, List<Vector> others) {
        float[] numbers = elements(one);
        return others.stream().anyMatch(other -> elements(other) == numbers);
    }

    /** Divides each element, in place, by {@code divisor}, which is rounded to float first. */
    public static void divide(float[] values, double divisor) {
        FusedExpression fusedExpression = new FusedExpression(
                1,
                List.of((float) divisor),
                List.of(new FusedExpression.ExpressionStep(ElementwiseFunction.DIVIDE, 0, 1)),
                List.of(2));
        FusedKernel kernel = FusedKernel.of(fusedExpression, HardwareFeatures.here());
        RowOperand[] all = {RowOperand.shared(0, 0)};
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
        ExpressionWriter writer = new ExpressionWriter();
        List<Integer> outputs = new ArrayList<>();
        vectors.forEach(vector -> writer.visit(vector.expression()));
        vectors.forEach(vector -> outputs.add(writer.register(vector.expression())));
        int size = vectors.getFirst().size();
        float[][] spaces = new float[writer.inputs.size() + vectors.size()][];
        RowOperand[] in = new RowOperand[writer.inputs.size()];
        for (int i = 0; i < in.length; i++) {
            spaces[i] = writer.inputs.get(i).values();
            in[i] = RowOperand.shared(i, 0);
        }
        FusedExpression fusedExpression =
                new FusedExpression(in.length, List.copyOf(writer.constants.keySet()), writer.steps(), outputs);
        RowOperand[] out = new RowOperand[vectors.size()];
        for (int i = 0; i < out.length; i++) {
            spaces[in.length + i] = i < free.size() ? free.get(i).spend() : new float[size];
            out[i] = RowOperand.shared(in.length + i, 0);
        }
        FusedKernel kernel = FusedKernel.of(fusedExpression, HardwareFeatures.here());
        kernel.flat(in, out, spaces, kernel.scratch(), 0, size);
        for (int i = 0; i < out.length; i++) {
            vectors.get(i).settle(spaces[in.length + i]);
        }
    }

    /** Expressions, written down as a chain; what several of them share is written once. */
    private static final class ExpressionWriter {
        private final List<VectorExpression.StoredNumbers> inputs = new ArrayList<>();
        private final Map<Float, Integer> constants = new LinkedHashMap<>();
        private final Map<float[], Integer> known = new IdentityHashMap<>();
        private final Map<VectorExpression, Integer> order = new IdentityHashMap<>();
        private final List<VectorExpression.AppliedFunction> applied = new ArrayList<>();

        void visit(VectorExpression expression) {
            switch (expression) {
                case VectorExpression.StoredNumbers numbers -> {
                    if (known.putIfAbsent(numbers.values(), inputs.size()) == null) {
                        inputs.add(numbers);
                    }
                }
                case VectorExpression.ConstantNumber(float value) -> constants.putIfAbsent(value, constants.size());
                case VectorExpression.AppliedFunction step -> {
                    if (!order.containsKey(step)) {
                        step.operands().forEach(this::visit);
                        order.put(step, applied.size());
                        applied.add(step);
                    }
                }
            }
        }

        int register(VectorExpression expression) {
            return switch (expression) {
                case VectorExpression.StoredNumbers numbers -> GraphChecks.known(known, numbers.values());
                case VectorExpression.ConstantNumber(float value) ->
                    inputs.size() + GraphChecks.known(constants, value);
                case VectorExpression.AppliedFunction step ->
                    inputs.size() + constants.size() + GraphChecks.known(order, step);
            };
        }

        List<FusedExpression.ExpressionStep> steps() {
            List<FusedExpression.ExpressionStep> steps = new ArrayList<>();
            for (VectorExpression.AppliedFunction step : applied) {
                int a = register(step.operands().get(0));
                int b = step.operands().size() > 1 ? register(step.operands().get(1)) : a;
                steps.add(new FusedExpression.ExpressionStep(step.function(), a, b));
            }
            return steps;
        }
    }
}
