package org.recurve.app.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.recurve.api.event.ComparisonSign;
import org.recurve.app.display.DisplayRow;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.TrialResult;

/** Describes what a trial must be to be listed: {@code test.accuracy > 0.95 and variant = 'tiled'}. Trials are compared in memory. */
public sealed interface TrialCondition {
    /** Returns whether it holds of a trial; a metric that the trial lacks, or that is no number, makes a comparison unknown. */
    TruthValue of(TrialResult trial);

    /** Returns the metrics that it asks about, in the order of the text. */
    default SequencedSet<String> metrics() {
        SequencedSet<String> metrics = new LinkedHashSet<>();
        collect(metrics);
        return metrics;
    }

    private void collect(SequencedSet<String> metrics) {
        switch (this) {
            case AllOf(List<TrialCondition> parts) -> parts.forEach(part -> part.collect(metrics));
            case AnyOf(List<TrialCondition> parts) -> parts.forEach(part -> part.collect(metrics));
            case NegatedCondition(TrialCondition part) -> part.collect(metrics);
            case MetricCondition of -> metrics.add(of.metric);
            case SeedCondition _, WordCondition _, TagCondition _, SettingCondition _ -> {}
        }
    }

    /** All parts hold. */
    record AllOf(List<TrialCondition> parts) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return together(parts, trial, TruthValue::and);
        }
    }

    /** At least one part holds. */
    record AnyOf(List<TrialCondition> parts) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return together(parts, trial, TruthValue::or);
        }
    }

    private static TruthValue together(
            List<TrialCondition> parts, TrialResult trial, BinaryOperator<TruthValue> junctor) {
        return parts.stream().map(part -> part.of(trial)).reduce(junctor).orElseThrow();
    }

    /** The part does not hold. */
    record NegatedCondition(TrialCondition part) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return part.of(trial).not();
        }
    }

    /** A metric at the selected epoch, compared with a number. */
    record MetricCondition(String metric, ComparisonSign comparison, double number) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            OptionalDouble value = trial.metric(metric);
            return value.isEmpty() || Double.isNaN(value.getAsDouble())
                    ? TruthValue.UNKNOWN
                    : TruthValue.of(comparison.holds(Double.compare(value.getAsDouble() + 0.0, number + 0.0)));
        }
    }

    /** The seed, compared with a number. */
    record SeedCondition(ComparisonSign comparison, double number) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return TruthValue.of(comparison.holds(Double.compare(trial.seed(), number + 0.0)));
        }
    }

    /**
     * A setting, compared with a number or a text; of a trial that lacks it, or has a value of the other kind, it is unknown.
     *
     * @param values of the setting, by the trial's identity
     */
    record SettingCondition(
            Map<String, TrialSettings.SettingValue> values, ComparisonSign comparison, TrialSettings.SettingValue asked)
            implements TrialCondition {
        public SettingCondition {
            values = Map.copyOf(values);
        }

        @Override
        public TruthValue of(TrialResult trial) {
            return Optional.ofNullable(values.get(trial.id())).flatMap(this::order).stream()
                    .map(order -> TruthValue.of(comparison.holds(order)))
                    .findFirst()
                    .orElse(TruthValue.UNKNOWN);
        }

        private Optional<Integer> order(TrialSettings.SettingValue value) {
            if (asked.number().isPresent()) {
                return value.number().stream()
                        .mapToObj(number ->
                                Double.compare(number + 0.0, asked.number().getAsDouble() + 0.0))
                        .findFirst();
            }
            return value.text().flatMap(text -> asked.text().map(text::compareTo));
        }
    }

    /** A word among those that name a trial or its status. */
    record WordCondition(TrialWord word, ComparisonSign comparison, String text) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return TruthValue.of(comparison.holds(word.of(trial).compareTo(text)));
        }
    }

    /** Says whether a trial, or its study, has a tag. */
    record TagCondition(StoreLabels labels, boolean has, String tag) implements TrialCondition {
        @Override
        public TruthValue of(TrialResult trial) {
            return TruthValue.of(labels.tags(trial.study(), trial.id()).contains(tag) == has);
        }
    }

    /** Words that every trial has. */
    enum TrialWord {
        STUDY(TrialResult::study),
        VARIANT(TrialResult::variant),
        TASK(TrialResult::task),
        STATUS(trial -> DisplayRow.word(trial.status())),
        TRUST(trial -> trial.trust().word());

        private final Function<TrialResult, String> of;

        TrialWord(Function<TrialResult, String> of) {
            this.of = of;
        }

        String of(TrialResult trial) {
            return of.apply(trial);
        }
    }
}
