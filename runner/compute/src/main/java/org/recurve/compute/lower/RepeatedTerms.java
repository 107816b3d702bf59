package org.recurve.compute.lower;

import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Tells which elementwise nodes are rather computed by each pass that reads them than stored once. */
final class RepeatedTerms {
    /** Rows of a block from which storing costs more than computing: 128 kB. */
    static final int MANY = 1 << 11;
    /** A value with so many times fewer rows stays in the caches. */
    static final int FEWER = 8;

    private RepeatedTerms() {}

    /** Returns whether computing a node is cheap, and takes no more reading than the node itself would. */
    static boolean pays(Node node) {
        return node.rows() >= MANY && !node.shared() && isCheap(node) && wide(node) <= 1;
    }

    private static long wide(Node node) {
        return node.inputs().stream()
                .distinct()
                .filter(input -> !isNarrow(input))
                .count();
    }

    private static boolean isCheap(Node node) {
        return node.op() instanceof Op.Elementwise(ElementwiseFunction function) && isCheap(function);
    }

    private static boolean isCheap(ElementwiseFunction function) {
        return switch (function) {
            case NEGATE, ABS, SIGN, STEP, SQUARE, RELU, ADD, SUBTRACT, MULTIPLY -> true;
            case MAX, MIN, GREATER, EQUAL, CHOOSE, PRODUCT_PLUS, MINUS_PRODUCT -> true;
            case SQRT, DIVIDE, EXP, LOG, LOG1P, EXPM1, TANH, SIGMOID, ERF -> false;
        };
    }

    /** Returns whether a pass can read a node again at no cost: few numbers, spread over its rows. */
    private static boolean isNarrow(Node node) {
        return isSpread(node) || isCheap(node) && node.inputs().stream().allMatch(RepeatedTerms::isSpread);
    }

    private static boolean isSpread(Node node) {
        return node.shared()
                || node.op() instanceof Op.Broadcast
                || node.op() instanceof Op.GatherSum(IndexTable table)
                        && table.sourceRows() * FEWER <= node.rows()
                        && table.isGather();
    }
}
