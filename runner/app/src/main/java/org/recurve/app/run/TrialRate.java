package org.recurve.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.recurve.api.event.Event.Status;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.engine.training.Throughput;
import org.recurve.storage.view.TrialView;

/**
 * Describes how fast trials compute, between two bounds.
 *
 * @param low floating-point operations a second
 * @param source where that is known from
 */
public record TrialRate(double low, double high, String source) {
    private static final Duration MEASURED = Duration.ofMillis(900);
    /** Code that has just begun is slower than it will be, and a busy machine slower than an idle one. */
    private static final double COLD = 4;

    private static final double BUSY = 2;
    /** The rate of one core on a model of thin layers, and on one of thick layers. */
    private static final double THIN = 5e8;

    private static final double THICK = 6e10;

    /** Returns the rate of these trials, if they include one that finished of the plans of this experiment. */
    public static Optional<TrialRate> earlier(
            Experiment experiment,
            List<VariantPlan> plans,
            ToDoubleFunction<VariantPlan> flops,
            List<TrialView> trials) {
        List<Double> rates = new ArrayList<>();
        for (TrialView trial : trials) {
            plans.stream()
                    .filter(plan -> trial.status() == Status.FINISHED
                            && trial.measured().filter(Duration::isPositive).isPresent()
                            && trial.configuration()
                                    .equals(experiment
                                            .trial(plan.variant(), trial.seed(), 1)
                                            .configuration()))
                    .findFirst()
                    .ifPresent(plan -> rates.add(1e3
                            * flops.applyAsDouble(plan)
                            / trial.measured().orElseThrow().toMillis()));
        }
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        double low = rates.stream().mapToDouble(rate -> rate).min().orElseThrow();
        double high = rates.stream().mapToDouble(rate -> rate).max().orElseThrow();
        return Optional.of(new TrialRate(
                low / BUSY,
                high * BUSY,
                rates.size() == 1
                        ? "as fast as the trial in the store"
                        : "as fast as " + rates.size() + " trials in the store"));
    }

    /** Measured on this machine in a fraction of a second, or assumed where a single step takes longer. */
    public static TrialRate here(VariantPlan plan, int threads) {
        return Throughput.measured(plan.phases().getLast(), threads, MEASURED)
                .map(throughput -> new TrialRate(
                        throughput.rate() / BUSY, throughput.rate() * COLD, "at the pace of its first steps here"))
                .orElse(new TrialRate(THIN, THICK, "assumed, since a step is too long to be tried here"));
    }
}
