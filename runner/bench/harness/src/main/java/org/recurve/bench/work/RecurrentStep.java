package org.recurve.bench.work;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One training step of a recurrent layer, 32 inputs to 128 units over 50 steps, whose last state feeds dense 10 and
 * softmax cross-entropy; optimizer as in {@link ConvStep}. The input is the same resident batch every time.
 */
public record RecurrentStep(Cell cell, int batch) implements Work {
    public static final int INPUT = 32;
    public static final int UNITS = 128;
    public static final int STEPS = 50;
    public static final int CLASSES = 10;

    /** The recurrence, and how many products of the units' size one step of it takes. */
    public enum Cell {
        LSTM(4),
        TANH(1);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    /** Every cell at every batch. */
    public static List<RecurrentStep> all() {
        return Arrays.stream(Cell.values())
                .flatMap(cell -> IntStream.of(16, 64).mapToObj(b -> new RecurrentStep(cell, b)))
                .toList();
    }

    @Override
    public String what() {
        return cell == Cell.LSTM ? "lstm-step" : "rnn-step";
    }

    @Override
    public String size() {
        return Integer.toString(batch);
    }

    /** Forward, input gradient and weight gradient; the sequence itself needs no gradient. */
    @Override
    public double flops() {
        double input = 2.0 * cell.gates * UNITS * INPUT;
        double state = 2.0 * cell.gates * UNITS * UNITS;
        return batch * (STEPS * (2 * input + 3 * state) + 3 * 2.0 * UNITS * CLASSES);
    }
}
