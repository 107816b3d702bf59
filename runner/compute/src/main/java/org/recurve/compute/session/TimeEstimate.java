package org.recurve.compute.session;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.Op;
import org.recurve.compute.lower.PlannedOperation;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.program.QuantityGraph;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.MachineLimits;

/**
 * Foretells how long one thread computes a quantity, from what its plan reads, writes and computes. Each kind of work takes a multiple of
 * the least time that the machine's limits allow. The multiples were fitted to the training steps of the bench.
 */
public final class TimeEstimate {
    /** Nanoseconds of an instruction beside its work. */
    private static final double CALL = 1000;

    private static final double ELEMENTS = 1.6;
    private static final double SUMS = 4;
    private static final double LOOKUPS = 60;
    private static final double STEPS = 1.65;
    private static final double WEIGHTS = 1.75;
    private static final double CHAINS = 1.3;
    /** Terms of a sum that would take as long as its beginning and end. */
    private static final double BEGINNING = 30;
    /** Products of which each operand is used once. */
    private static final double ALONE = 14;
    /** Products that Winograd's form of a convolution saves. */
    private static final double SAVED = 2.25;

    private static final double WINOGRAD = 1.5;
    /** Passes over what such a convolution reads and writes. */
    private static final double TRANSFORMS = 18;
    /** Lanes without an example of their own that are computed for each that has one, at most. */
    private static final double COPIES = 4;

    private final int examples;
    private final MachineLimits limits;

    private TimeEstimate(int examples, MachineLimits limits) {
        this.examples = examples;
        this.limits = limits;
    }

    /** Returns the nanoseconds for a batch of so many examples, once its code is compiled. */
    public static double nanos(Program program, Quantity quantity, int examples, MachineLimits limits) {
        TimeEstimate estimate = new TimeEstimate(examples, limits);
        return QuantityGraph.of(quantity, program).plan(examples, KernelSet.here()).operations().stream()
                .mapToDouble(estimate::nanos)
                .sum();
    }

    private double nanos(PlannedOperation operation) {
        InstructionSummary work = operation.work();
        double times = switch (work.kind()) {
            case PRODUCTS -> products(operation);
            case ELEMENTS -> ELEMENTS * least(operation, 1);
            case SUMS -> SUMS * least(operation, 1);
            case LOOKUPS -> LOOKUPS * least(operation, 1);
            case STEPS ->
                STEPS * least(operation, 1) + work.rows() * work.body().size() * CALL / 2;
        };
        return CALL + times;
    }

    /** @param flops how many of its operations are computed */
    private double least(PlannedOperation operation, double flops) {
        int lanes = Math.ceilDiv(examples, BlockLayout.LANES) * BlockLayout.LANES;
        InstructionSummary work = operation.work();
        return limits.nanos(Math.round(flops * operation.flops(examples)), work.bytes(lanes), work.reach(lanes));
    }

    private double products(PlannedOperation operation) {
        if (!(operation.node().op() instanceof Op.Linear(ContractionSpec spec, ContractionOperand operand))) {
            return CHAINS * least(operation, 1);
        }
        if (spec.winograd().isPresent()) {
            return WINOGRAD * least(operation, 1 / SAVED) + TRANSFORMS * least(operation, 0);
        }
        if (spec.channelsPerGroup() == 1 && spec.filtersPerGroup() == 1) {
            return ALONE * least(operation, 1);
        }
        double copies = spec.map().positions() == 1 ? 1 : Math.clamp((double) BlockLayout.LANES / examples, 1, COPIES);
        return switch (operand) {
            case OUTPUT -> chains(spec.channelsPerGroup() * spec.map().taps()) * least(operation, copies);
            case INPUT -> chains(spec.filtersPerGroup() * spec.map().taps()) * least(operation, copies);
            case WEIGHT -> WEIGHTS * least(operation, copies);
        };
    }

    private static double chains(int terms) {
        return CHAINS + BEGINNING / terms;
    }
}
