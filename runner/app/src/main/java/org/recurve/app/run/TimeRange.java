package org.recurve.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.recurve.api.event.Event.Status;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.engine.estimate.TrialTime;
import org.recurve.engine.training.Throughput;
import org.recurve.storage.view.TrialView;

/**
 * Says how long trials take one after another, between two bounds, in seconds.
 *
 * @param source where that is known from
 */
public record TimeRange(double least, double most, String source) {
    private static final Duration MEASURED = Duration.ofMillis(900);
    /** Time for plans that tell how long trials take; those behind them are taken to be as fast for their size. */
    private static final Duration PLANNED = Duration.ofMillis(700);
    /** The factor by which an estimate may be wrong either way. */
    private static final double UNSURE = 1.5;
    /** The factors by which code is slower that has just begun, and a busy machine than an idle one. */
    private static final double COLD = 4;

    private static final double BUSY = 2;

    /** Seconds that a process takes longer until its code is compiled, and how much longer where it ends before. */
    private static final double BEGINNING = 6;

    private static final double COLD_STEPS = 10;

    /** The rate of one core on a model of thin layers, and on one of thick layers: floating-point operations a second. */
    private static final double THIN = 5e8;

    private static final double THICK = 6e10;

    /**
     * Returns the time at the pace of stored trials, if they include one that finished of the plans of this experiment.
     *
     * @param flops of a trial of a plan
     * @param all of all trials together
     */
    public static Optional<TimeRange> earlier(
            Experiment experiment,
            List<VariantPlan> plans,
            ToDoubleFunction<VariantPlan> flops,
            double all,
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
        return Optional.of(new TimeRange(
                all / high / UNSURE,
                all / low * UNSURE,
                rates.size() == 1
                        ? "as fast as the trial in the store"
                        : "as fast as " + rates.size() + " trials in the store"));
    }

    /** Returns the time that plans of the steps and the speed of this machine tell; empty for optimizers that they do not tell it of. */
    public static Optional<TimeRange> estimated(
            List<VariantPlan> plans, ToDoubleFunction<VariantPlan> flops, double all, int threads) {
        TrialTime time = new TrialTime(MachineLimits.measure());
        long begin = System.nanoTime();
        double seconds = 0;
        double planned = 0;
        for (VariantPlan plan : plans) {
            if (planned > 0 && System.nanoTime() - begin > PLANNED.toNanos()) {
                break;
            }
            OptionalDouble own = time.seconds(plan.phases());
            if (own.isEmpty()) {
                return Optional.empty();
            }
            seconds += own.getAsDouble();
            planned += flops.applyAsDouble(plan);
        }
        double warm = seconds * all / Math.max(1, planned);
        double whole = warm + Math.min(BEGINNING, COLD_STEPS * warm);
        return Optional.of(new TimeRange(
                whole / UNSURE / threads, whole * UNSURE, "estimated from its steps and the speed of this machine"));
    }

    /** Returns the time at the pace of the first steps of the quickest plan here, or an assumed one where a single step takes longer. */
    public static TimeRange measured(
            List<VariantPlan> plans, ToDoubleFunction<VariantPlan> flops, double all, int threads) {
        VariantPlan quickest =
                plans.stream().min(Comparator.comparingDouble(flops)).orElseThrow();
        return Throughput.measured(quickest.phases().getLast(), threads, MEASURED)
                .map(pace -> new TimeRange(
                        all / pace.rate() / COLD, all / pace.rate() * BUSY, "at the pace of its first steps here"))
                .orElse(new TimeRange(all / THICK, all / THIN, "assumed, since a step is too long to be tried here"));
    }
}
