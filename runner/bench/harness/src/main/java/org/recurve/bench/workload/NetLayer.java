package org.recurve.bench.workload;

import java.util.List;

/** A layer of a net that entrants build from what their library has; parameters have biases unless it says otherwise. */
public sealed interface NetLayer {

    /** A convolution of images; {@code same} keeps the extents at stride 1. A depthwise one gives each channel one filter. */
    record Conv(int filters, int kernel, int stride, boolean same, boolean depthwise) implements NetLayer {
        static Conv valid(int filters, int kernel) {
            return new Conv(filters, kernel, 1, false, false);
        }

        static Conv same(int filters, int kernel) {
            return new Conv(filters, kernel, 1, true, false);
        }

        /** Places that a kernel reaches beyond each edge. */
        public int padding() {
            return same ? kernel / 2 : 0;
        }
    }

    /** Batch normalisation of each channel, with gain and bias. */
    record BatchNorm() implements NetLayer {}

    record Relu() implements NetLayer {}

    /** Largest values of squares that lie side by side. */
    record MaxPool(int size) implements NetLayer {}

    /** The mean over all positions of a channel. */
    record GlobalMean() implements NetLayer {}

    /** Adds what the layers give to what they were given. */
    record Residual(List<NetLayer> layers) implements NetLayer {}

    /** One product, of a sequence with each of its steps. */
    record Dense(int units) implements NetLayer {}

    record Dropout(double rate) implements NetLayer {}

    /** A vector for each word of a text. */
    record Embedding(int words, int size) implements NetLayer {}

    /** Filters over neighbouring words for each of the widths, relu and the largest value of each filter, side by side. */
    record WordFilters(List<Integer> widths, int filters) implements NetLayer {}

    /** A recurrence over a sequence; gives all its outputs or the last one, of both directions side by side. */
    record Recurrent(Cell cell, int units, boolean bothWays, boolean all) implements NetLayer {
        static Recurrent last(Cell cell, int units) {
            return new Recurrent(cell, units, false, false);
        }

        static Recurrent all(Cell cell, int units) {
            return new Recurrent(cell, units, false, true);
        }

        public int directions() {
            return bothWays ? 2 : 1;
        }
    }

    /** The cells, and how many products of the units' size one step of them takes. */
    enum Cell {
        /** The library's own. */
        LSTM("lstm", 4),
        /** The same, written from the library's elementwise operations and products as a researcher would. */
        LSTM_BY_HAND("lstm-by-hand", 4),
        /** With the reset gate after the product, as libraries have it. */
        GRU("gru", 3),
        TANH("rnn", 1);

        private final String label;
        private final int gates;

        Cell(String label, int gates) {
            this.label = label;
            this.gates = gates;
        }

        String label() {
            return label;
        }

        public int gates() {
            return gates;
        }
    }
}
