package org.recurve.compute.ir;

import java.util.List;

/**
 * An operation: how many rows its result has, and whether all examples share it. The set is closed; everything a model can
 * say is made of these. How derivatives pass them stands in {@code VjpRules} and {@code JvpRules}, kernels in {@code plan},
 * scalar definitions in {@code define}.
 */
public sealed interface Op {
    /** Returns the number of rows of the result. */
    int rows(List<Node> inputs);

    /** Returns whether the result is shared by all examples. */
    default boolean shared(List<Node> inputs) {
        return inputs.stream().allMatch(Node::shared);
    }

    /** Something given from outside: a parameter, a field of the example, an item of a scan. Equal only by kind and name. */
    record GraphSource(SourceKind kind, String name, int rows, boolean common) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return rows;
        }

        @Override
        public boolean shared(List<Node> inputs) {
            return common;
        }
    }

    /** Says where a source's numbers come from. */
    enum SourceKind {
        /** Moved by the optimizer. */
        PARAMETER,
        /** A parameter that keeps its initial value. */
        FROZEN,
        /** State without gradient. */
        BUFFER,
        /** State from the previous chunk of the same sequence. */
        CARRIED,
        /** A field of the example. */
        FIELD,
        /** Uniform draws on [0, 1). */
        UNIFORM,
        /** Standard normal draws. */
        NORMAL,
        /** The number of examples of the batch. */
        EXAMPLES,
        /** Says how much the hidden states resist a change, in a product with the curvature. */
        STRUCTURE,
        /** A direction given to a derivative. */
        DIRECTION,
        /** Says what a scan gives its body: a state, a slice of a sequence, or a constant. */
        ITEM
    }

    /** Holds the same number in every row. */
    record Fill(float value, int rows) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return rows;
        }
    }

    /** Numbers written down in the model. */
    record Literal(IntArray bits) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return bits.size();
        }

        public float at(int row) {
            return Float.intBitsToFloat(bits.at(row));
        }
    }

    /** An elementwise function of inputs with equal rows. */
    record Elementwise(ElementwiseFunction function) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            for (Node input : inputs) {
                GraphChecks.that(input.rows() == inputs.getFirst().rows(), "elementwise operands differ in size");
            }
            return inputs.getFirst().rows();
        }
    }

    /**
     * A face, of the three, of the trilinear form {@code Σ w · x · y} over the links of a geometry: OUTPUT of (w, x) and
     * optionally the value its sums begin with, INPUT of (w, y), WEIGHT of (x, y), summed over the examples.
     */
    record Linear(ContractionSpec spec, ContractionOperand operand) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return switch (operand) {
                case OUTPUT -> spec.outputRows();
                case INPUT -> spec.inputRows();
                case WEIGHT -> spec.parameters();
            };
        }

        @Override
        public boolean shared(List<Node> inputs) {
            return operand == ContractionOperand.WEIGHT;
        }
    }

    /** The products of pairs of matrices that each example has for itself, or that all share: inputs (left, right). */
    record MatrixProduct(MatrixProductSpec spec) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            GraphChecks.that(
                    inputs.get(0).rows() == spec.repetitions() * spec.leftSize()
                            && inputs.get(1).rows() == spec.repetitions() * spec.rightSize(),
                    "a matrix product meets values of other sizes");
            return spec.repetitions() * spec.resultSize();
        }
    }

    /** Each row the sum of the source rows that the table lists; movement, broadcasting and sums are all this. */
    record GatherSum(IndexTable table) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            GraphChecks.that(table.sourceRows() == inputs.getFirst().rows(), "a table meets a value of another size");
            return table.rows();
        }
    }

    /** The rows of the inputs one after another. */
    record Concat() implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return inputs.stream().mapToInt(Node::rows).sum();
        }
    }

    /** For each row, which of its listed source rows is the largest: the first if tied, a NaN before all. */
    record Argmax(IndexTable table) implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return table.rows();
        }
    }

    /** Moves rows of a value to or from where a switch says, and is linear in the value: inputs (value, switch). */
    sealed interface IndexedMove extends Op {
        /** Returns the sources among which the switch chooses, for each row. */
        IndexTable table();
    }

    /** For each row, the source row that a switch names. */
    record TakeAlong(IndexTable table) implements IndexedMove {
        @Override
        public int rows(List<Node> inputs) {
            return table.rows();
        }
    }

    /** A transpose of {@link TakeAlong}: adds each row to the one that its switch names. */
    sealed interface IndexedScatter extends IndexedMove {
        @Override
        default int rows(List<Node> inputs) {
            return table().sourceRows();
        }
    }

    /** The transpose within each example. */
    record ScatterAdd(IndexTable table) implements IndexedScatter {}

    /** The transpose where all examples picked from one source: one result, added to by example and then by row. */
    record ScatterAddShared(IndexTable table) implements IndexedScatter {
        @Override
        public boolean shared(List<Node> inputs) {
            return true;
        }
    }

    /** The sum over the examples of a batch. */
    record BatchSum() implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return inputs.getFirst().rows();
        }

        @Override
        public boolean shared(List<Node> inputs) {
            return true;
        }
    }

    /** A shared value given to every example. */
    record Broadcast() implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return inputs.getFirst().rows();
        }

        @Override
        public boolean shared(List<Node> inputs) {
            return false;
        }
    }

    /** Gives the same value, a constant for every derivative. */
    record StopGradient() implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return inputs.getFirst().rows();
        }
    }

    /**
     * Runs a body once a step: inputs are the initial states, the sequences (steps side by side), and the constants, in
     * the order of the body's items. Its results are read by {@link ScanCarry} and {@link ScanOutputs}.
     *
     * @param steps how many
     * @param backwards whether sequences are read from their end
     */
    record Scan(
            int steps,
            boolean backwards,
            List<Node> states,
            List<Node> sequences,
            List<Node> constants,
            List<Node> next)
            implements Op {
        @Override
        public int rows(List<Node> inputs) {
            return 0;
        }

        @Override
        public boolean shared(List<Node> inputs) {
            return false;
        }
    }

    /** Describes what is read of a {@link Scan}; its derivatives are read of the scan's. */
    sealed interface ScanResult extends Op {
        @Override
        default boolean shared(List<Node> inputs) {
            return false;
        }
    }

    /** The state with this number after the last step of a scan. */
    record ScanCarry(int state) implements ScanResult {
        @Override
        public int rows(List<Node> inputs) {
            return ((Scan) inputs.getFirst().op()).next().get(state).rows();
        }
    }

    /** The value of one operation of a scan's body at every step, side by side in the order of the sequences. */
    record ScanOutputs(Node of) implements ScanResult {
        @Override
        public int rows(List<Node> inputs) {
            return ElementLimit.rows(of.rows(), ((Scan) inputs.getFirst().op()).steps());
        }
    }
}
