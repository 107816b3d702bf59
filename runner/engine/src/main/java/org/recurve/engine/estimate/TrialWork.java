package org.recurve.engine.estimate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.Quantity;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.training.TracedPhase;

/**
 * Describes what a trial computes.
 *
 * @param training floating-point operations of its steps; those that an optimizer asks for beside the gradient are left to
 *     the rate at which a step is done
 * @param evaluation of the passes over held out examples
 */
public record TrialWork(double training, double evaluation) {
    /** Returns the work of a trial with these phases. */
    public static TrialWork of(List<TracedPhase> phases) {
        return phases.stream()
                .map(phase -> of(phase, phase.equals(phases.getLast())))
                .reduce(new TrialWork(0, 0), TrialWork::plus);
    }

    /** Returns the work of a phase; its model is tested behind the last one. */
    static TrialWork of(TracedPhase phase, boolean last) {
        double epochs = phase.phase().training().epochs();
        int examples = phase.chunking().data().split(Data.TRAIN).size();
        double passes = (double) phase.phase().training().reads(examples) / examples;
        return new TrialWork(
                passes * pass(phase, Data.TRAIN, Quantity.GRADIENT),
                epochs * pass(phase, Data.VALIDATION, Quantity.OUTPUT)
                        + (last ? pass(phase, Data.TEST, Quantity.OUTPUT) : 0));
    }

    private TrialWork plus(TrialWork other) {
        return new TrialWork(training + other.training, evaluation + other.evaluation);
    }

    /** Operations over a split, each example at its size. */
    private static double pass(TracedPhase phase, String split, Quantity quantity) {
        Data data = phase.chunking().data();
        if (!data.splits().containsKey(split)) {
            return 0;
        }
        List<Map<String, Shape>> sizes = SameSizeExamples.of(data, split).sizes();
        return sizes.isEmpty()
                ? (double) data.split(split).size() * phase.program().flops(quantity)
                : sizes.stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                        .entrySet()
                        .stream()
                        .mapToDouble(size -> (double) size.getValue()
                                * phase.program().ofSize(size.getKey()).flops(quantity))
                        .sum();
    }

    /** Floating-point operations. */
    public double flops() {
        return training + evaluation;
    }
}
