package org.recurve.app.run;

import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.recurve.app.display.AmountText;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.TuningPlan;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.app.weights.WeightSize;
import org.recurve.engine.estimate.TrialMemory;
import org.recurve.engine.estimate.TrialWork;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.storage.view.TrialView;

/**
 * Describes what a study will take of memory and time.
 *
 * @param memory of the hungriest trial
 * @param jobs trials side by side, as many as fit
 * @param trials of the whole study, those that tune it included
 * @param weights what is kept of what all of them learnt, before equal tensors are made one
 * @param flops floating-point operations of all of them
 * @param time that all of them take one after another
 */
public record StudyEstimate(TrialMemory memory, int jobs, int trials, KeptBytes weights, double flops, TimeRange time) {
    /**
     * Bytes of weights that a study will leave.
     *
     * @param kept which of them
     * @param trial of the largest trial
     * @param all of all trials
     */
    public record KeptBytes(KeptWeights kept, long trial, long all) {
        private static KeptBytes of(KeptWeights kept, List<VariantPlan> plans, int each) {
            LongSummaryStatistics sizes = plans.stream()
                    .mapToLong(plan -> kept == KeptWeights.NONE ? 0 : WeightSize.bytes(plan.phases()))
                    .summaryStatistics();
            return new KeptBytes(kept, sizes.getMax(), each * sizes.getSum());
        }

        private String text() {
            return switch (kept) {
                case NONE -> "none are kept";
                case SELECTED -> amount();
                case RESUMABLE -> amount() + "; and a checkpoint of each trial's last step";
            };
        }

        private String amount() {
            return AmountText.bytes(trial) + " kept for each trial, " + AmountText.bytes(all)
                    + " in all (equal tensors are stored once)";
        }
    }

    /**
     * Estimates a study.
     *
     * @param stored earlier trials, which tell how fast this goes
     * @param threads in a trial
     */
    public static StudyEstimate of(
            Experiment experiment, List<VariantPlan> plans, List<TrialView> stored, int jobs, int threads) {
        Map<VariantPlan, Double> work = plans.stream()
                .collect(Collectors.toMap(
                        Function.identity(), plan -> TrialWork.of(plan.phases()).flops()));
        ToDoubleFunction<VariantPlan> flops = plan -> work.getOrDefault(plan, 0.0);
        int each = experiment.seeds().size()
                + experiment.tune().map(TuningPlan::trials).orElse(0);
        double all = each * work.values().stream().mapToDouble(one -> one).sum();
        TimeRange time = TimeRange.earlier(experiment, plans, flops, all, stored)
                .or(() -> TimeRange.estimated(plans, flops, all, threads))
                .orElseGet(() -> TimeRange.measured(plans, flops, all, threads));
        return new StudyEstimate(
                MemoryBudget.hungriest(plans).memory(),
                jobs,
                each * plans.size(),
                KeptBytes.of(experiment.weights(), plans, each),
                all,
                time);
    }

    private int sideBySide() {
        return Math.min(jobs, trials);
    }

    /** Returns the most seconds it will take: side by side, trials may be hardly half as fast each. */
    public double mostSeconds() {
        return time.most() / Math.max(1, sideBySide() / 2.0);
    }

    public double leastSeconds() {
        return time.least() / sideBySide();
    }

    /** Three lines. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "memory: %s a trial (activations %s, tables %s, parameters and optimizer %s, batches %s), %s with --jobs %d%n"
                        + "weights: %s%n"
                        + "time: %s with --jobs %d (%.2g GFLOP, %s)",
                AmountText.bytes(memory.bytes()),
                AmountText.bytes(memory.activations()),
                AmountText.bytes(memory.tables()),
                AmountText.bytes(memory.parameters()),
                AmountText.bytes(memory.examples()),
                AmountText.bytes((double) sideBySide() * memory.bytes()),
                jobs,
                weights.text(),
                between(AmountText.seconds(leastSeconds()), AmountText.seconds(mostSeconds())),
                jobs,
                flops / 1e9,
                time.source());
    }

    private static String between(String least, String most) {
        return least.equals(most) ? most : least + " to " + most;
    }

    public Map<String, Object> plain() {
        return Map.of(
                "memory",
                Map.of(
                        "trial", memory.bytes(),
                        "activations", memory.activations(),
                        "tables", memory.tables(),
                        "parameters", memory.parameters(),
                        "batches", memory.examples()),
                "jobs",
                jobs,
                "weights",
                Map.of("trial", weights.trial(), "all", weights.all()),
                "flops",
                flops,
                "seconds",
                List.of(leastSeconds(), mostSeconds()),
                "source",
                time.source());
    }
}
