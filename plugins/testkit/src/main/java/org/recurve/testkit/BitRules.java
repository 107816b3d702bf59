package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/**
 * An example's output and input gradient have the same bits in any batch, at any place in it, on any number of threads.
 */
record BitRules(Spec<Layer<?>> layer, List<Field> fields) {
    private static final int ALL = 33;

    List<ContractCheck> checks() {
        List<ContractCheck> checks = new ArrayList<>(checksOfBatches());
        checks.add(new ContractCheck("has the same bits in every batch, in training", () -> anyBatch(true)));
        return checks;
    }

    /** Returns the same without what cannot hold where examples meet in training. */
    List<ContractCheck> checksOfBatches() {
        return List.of(
                new ContractCheck("has the same bits in every batch, in evaluation", () -> anyBatch(false)),
                new ContractCheck(
                        "has the same bits on every number of threads, in evaluation", () -> anyThreads(false)),
                new ContractCheck("has the same bits on every number of threads, in training", () -> anyThreads(true)));
    }

    private void anyBatch(boolean training) {
        Program program = program();
        float[][] expected = run(program, 1, batch(training, IntStream.range(0, ALL)));
        for (int size : new int[] {1, 5, 16, 32}) {
            for (int first : new int[] {0, 1, 15, ALL - size}) {
                int[] examples =
                        IntStream.range(first, Math.min(first + size, ALL)).toArray();
                compare(expected, run(program, 1, batch(training, IntStream.of(examples))), examples);
            }
        }
        int[] backwards = IntStream.range(0, ALL).map(i -> ALL - 1 - i).toArray();
        compare(expected, run(program, 1, batch(training, IntStream.of(backwards))), backwards);
    }

    private void anyThreads(boolean training) {
        Program program = program();
        int[] all = IntStream.range(0, ALL).toArray();
        float[][] expected = run(program, 1, batch(training, IntStream.of(all)));
        for (int threads : new int[] {2, 3}) {
            compare(expected, run(program, threads, batch(training, IntStream.of(all))), all);
        }
    }

    /** Returns outputs and input gradients of all examples in training, one after another. */
    double[] numbers() {
        return Arrays.stream(run(program(), 1, batch(true, IntStream.range(0, ALL))))
                .flatMapToDouble(TestNumbers::stream)
                .toArray();
    }

    Program program() {
        return ModelRules.program(new Spec<>(new WithGradient(), new WithGradient.Config(layer)), fields);
    }

    /** Returns the outputs, example by example. */
    private static float[][] run(Program program, int threads, Batch batch) {
        ModelState state = program.start(TestNumbers.stream("start"));
        try (Session session = new Session(program, batch.examples(), TestNumbers.stream("draws"), threads)) {
            float[] outputs = session.evaluate(state, batch).outputs();
            int size = program.output().size();
            return IntStream.range(0, batch.examples())
                    .mapToObj(e -> Arrays.copyOfRange(outputs, e * size, (e + 1) * size))
                    .toArray(float[][]::new);
        }
    }

    /** Returns these examples, in this order. */
    private Batch batch(boolean training, IntStream examples) {
        int[] chosen = examples.toArray();
        Map<String, float[]> values = new HashMap<>();
        for (Field field : fields) {
            int size = field.shape().size();
            float[] all = TestNumbers.of(field, ALL);
            float[] some = new float[chosen.length * size];
            for (int i = 0; i < chosen.length; i++) {
                System.arraycopy(all, chosen[i] * size, some, i * size, size);
            }
            values.put(field.name(), some);
        }
        long[] ids = IntStream.of(chosen).asLongStream().toArray();
        return new Batch(chosen.length, values, ids, training, 0);
    }

    private static void compare(float[][] expected, float[][] actual, int[] examples) {
        for (int i = 0; i < examples.length; i++) {
            int place = i;
            assertArrayEquals(
                    bits(expected[examples[i]]),
                    bits(actual[i]),
                    () -> "example " + examples[place] + " at place " + place + " of " + examples.length);
        }
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToIntBits(values[i]))
                .toArray();
    }
}
