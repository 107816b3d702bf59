package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.ExecutionFrame;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.RowRanges;
import org.recurve.compute.runtime.WorkerPool;
import org.recurve.compute.runtime.WorkerScratch;

/** Passes over many rows that are run range by range: which are, and that every number is what it was. */
class RangeGroupTest {
    private static final int STEPS = 5;
    private static final int CLASSES = 13_200;
    private static final int ROWS = STEPS * CLASSES;

    private final WorkerPool pool = new WorkerPool(1);
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", ROWS, false);

    @AfterEach
    void close() {
        pool.close();
    }

    /** The sum of each step's rows. */
    private Node sums(Node of) {
        return b.route(IndexTable.uniform(STEPS, ROWS, CLASSES, (row, k) -> row * CLASSES + k), of);
    }

    private Node spread(Node ofSteps) {
        return b.route(IndexTable.gather(ROWS, STEPS, row -> row / CLASSES), ofSteps);
    }

    /** As softmax does it: each step's rows are read again when their sum is known, and then changed where they lie. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37})
    void stepsOfASequencePassOneByOne(int examples) {
        Node less = b.apply(ElementwiseFunction.SUBTRACT, x, spread(sums(x)));
        Node product = b.apply(ElementwiseFunction.MULTIPLY, less, b.fill(2, ROWS));
        Node out = b.apply(ElementwiseFunction.ADD, product, spread(sums(product)));
        float[] expected = new float[examples * ROWS];
        float[] given = numbers(examples * ROWS);
        for (int from = 0; from < given.length; from += CLASSES) {
            float sum = sum(given, from);
            for (int i = from; i < from + CLASSES; i++) {
                expected[i] = (given[i] - sum) * 2;
            }
            float total = sum(expected, from);
            for (int i = from; i < from + CLASSES; i++) {
                expected[i] += total;
            }
        }
        assertArrayEquals(expected, run(out, given, examples));
    }

    /** Rows of other ranges must be there, so these passes follow each other over all rows. */
    @Test
    void rowsReadFromAfarAreNotYetChanged() {
        Node twice = b.apply(ElementwiseFunction.MULTIPLY, x, b.fill(2, ROWS));
        Node turned = b.route(IndexTable.gather(ROWS, ROWS, row -> ROWS - 1 - row), twice);
        Node out = b.apply(ElementwiseFunction.ADD, turned, b.apply(ElementwiseFunction.SQUARE, twice));
        float[] given = numbers(3 * ROWS);
        float[] expected = new float[given.length];
        for (int i = 0; i < given.length; i++) {
            int mirrored = i / ROWS * ROWS + ROWS - 1 - i % ROWS;
            expected[i] = 2 * given[mirrored] + 4 * given[i] * given[i];
        }
        assertArrayEquals(expected, run(out, given, 3));
    }

    private static float sum(float[] of, int from) {
        float sum = 0;
        for (int i = from; i < from + CLASSES; i++) {
            sum += of[i];
        }
        return sum;
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i % 11 - 5 + (i % CLASSES < i / CLASSES % 4 ? 1 : 0);
        }
        return numbers;
    }

    private float[] run(Node out, float[] given, int examples) {
        ExecutionPlan plan =
                ExecutionPlan.of(KernelSet.here(), FusionLevel.PASSES, List.of(out), examples, Map.of(), Map.of());
        PlanExecution execution = new PlanExecution(plan, pool);
        execution.examples(examples);
        execution.write((Op.GraphSource) x.op(), given);
        execution.run(new float[0]);
        float[] read = new float[given.length];
        execution.read(out, read);
        return read;
    }

    /** An instruction that only says what it does. */
    private record Said(int rows, boolean byBlock, boolean own, List<Integer> written) implements Instruction {
        @Override
        public boolean inRanges(RowRanges ranges) {
            return own || ranges.changing().equals(Set.copyOf(written));
        }

        @Override
        public void run(ExecutionFrame frame, WorkerScratch scratch, int from, int to, WorkShare share) {
            throw new IllegalStateException("only described");
        }

        @Override
        public InstructionSummary describe() {
            return new InstructionSummary(
                    "said", InstructionSummary.WorkKind.ELEMENTS, rows, List.of(), List.of(), List.of(), List.of());
        }
    }

    private static Said rows(int rows, int at) {
        return new Said(rows, true, true, List.of(at));
    }

    private static RangeGroup group(Instruction... instructions) {
        return RangeGroup.of(List.of(instructions), 0);
    }

    @Test
    void rangesAreShortAndDivideAllRows() {
        assertEquals(64, group(rows(1 << 17, 0), rows(1 << 17, 1)).ranges().size(), "2048 rows each");
        RangeGroup steps = group(rows(350_000, 0), rows(35, 1), rows(350_000, 2), rows(1, 3), rows(350_000, 4));
        assertEquals(35, steps.ranges().size(), "as many as can be");
        assertEquals(3, steps.end());
        assertEquals(
                IntStream.range(0, 35).mapToObj(part -> new WorkShare(part, 35)).toList(), steps.ranges());
    }

    @Test
    void othersStayByThemselves() {
        assertEquals(1, group(rows(1 << 15, 0), rows(1 << 15, 1)).ranges().size(), "fewer stay in the caches");
        assertEquals(
                1,
                group(rows(1 << 17, 0), new Said(1 << 17, false, true, List.of(1)))
                        .end());
        assertEquals(
                1,
                group(new Said(1 << 17, true, false, List.of(0)), rows(1 << 17, 1))
                        .end(),
                "the second changes what the first reads from afar");
    }
}
