package org.recurve.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One training step of a recurrent layer with 128 units over a sequence, whose last state feeds dense 10 and softmax
 * cross-entropy; optimizer as in {@link ConvStep}. The input is the same resident batch every time.
 *
 * @param input features of a step
 */
public record RecurrentStep(Cell cell, int steps, int batch, int input) implements Work {
    public static final int UNITS = 128;
    public static final int CLASSES = 10;

    /** The recurrence, and how many products of the units' size one step of it takes. */
    public enum Cell {
        /** The library's own. */
        LSTM("lstm-step", 4),
        /** The same, written from the library's elementwise operations and products as a researcher would. */
        LSTM_BY_HAND("lstm-by-hand-step", 4),
        TANH("rnn-step", 1);

        private final String what;
        private final int gates;

        Cell(String what, int gates) {
            this.what = what;
            this.gates = gates;
        }
    }

    /** The cells that an entrant has, at 50 steps of 32 features by 32 examples and at 28 of 28 by 64. */
    public static List<RecurrentStep> of(Cell... cells) {
        return Arrays.stream(cells)
                .flatMap(cell -> Stream.of(new RecurrentStep(cell, 50, 32, 32), new RecurrentStep(cell, 28, 64, 28)))
                .toList();
    }

    @Override
    public String what() {
        return cell.what;
    }

    @Override
    public String size() {
        return steps + "x" + batch;
    }

    /** Forward, input gradient and weight gradient; the sequence itself needs no gradient. */
    @Override
    public double flops() {
        double driven = 2.0 * cell.gates * UNITS * input;
        double recurrent = 2.0 * cell.gates * UNITS * UNITS;
        return batch * (steps * (2 * driven + 3 * recurrent) + 3 * 2.0 * UNITS * CLASSES);
    }
}
