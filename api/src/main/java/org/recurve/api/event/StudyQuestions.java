package org.recurve.api.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.measure.Metric.Better;

/**
 * Describes what a study asks of its results, as its file says it: what is compared with what, what counts as success, and what is
 * known beforehand. Metrics go by qualified name ({@code test.accuracy}).
 *
 * @param comparison empty if the file compares nothing
 * @param vary what a trial's seed decides, in the order of the constants
 * @param metrics what is known of each measured metric
 * @param success when a trial has succeeded; empty if the file does not say
 * @param published what others have published
 * @param chosenBy the metric by which a search chose; empty if there was no search
 * @param folds how many folds each variant is cross-validated on, where seed {@code n} stands for the fold {@code n mod folds} of the
 *     round {@code n / folds}; 0 if it is not
 */
public record StudyQuestions(
        Optional<PlannedComparison> comparison,
        List<SeedVariation> vary,
        Map<String, MetricTrait> metrics,
        Optional<SuccessCriterion> success,
        List<PublishedSource> published,
        Optional<String> chosenBy,
        int folds) {
    /** Asks nothing, with seeds that vary the usual. */
    public static final StudyQuestions NONE = new StudyQuestions(
            Optional.empty(),
            SeedVariation.sorted(SeedVariation.USUAL),
            Map.of(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    /** Asks of seeds that are no folds. */
    public StudyQuestions(
            Optional<PlannedComparison> comparison,
            List<SeedVariation> vary,
            Map<String, MetricTrait> metrics,
            Optional<SuccessCriterion> success,
            List<PublishedSource> published,
            Optional<String> chosenBy) {
        this(comparison, vary, metrics, success, published, chosenBy, 0);
    }

    public StudyQuestions {
        vary = List.copyOf(vary);
        metrics = Map.copyOf(metrics);
        published = List.copyOf(published);
    }

    /**
     * The one planned family of tests.
     *
     * @param primary the metric compared; empty if the file names none
     * @param against the variant that the others are compared with; empty for the first
     * @param margin the smallest difference that matters; 0 if any does
     */
    public record PlannedComparison(String primary, String against, double margin) {}

    /**
     * Describes what is known of a metric.
     *
     * @param better which way is the good one
     * @param share whether its values are shares of a whole, from 0 to 1
     */
    public record MetricTrait(Better better, boolean share) {}

    /** A trial has succeeded after the first epoch in which this comparison of a metric with a number holds. */
    public record SuccessCriterion(String metric, ComparisonSign sign, double bound) {}

    /**
     * Results of others.
     *
     * @param source who published them, and where
     */
    public record PublishedSource(String source, List<PublishedNumber> results) {
        public PublishedSource {
            results = List.copyOf(results);
        }
    }

    /**
     * A result of others.
     *
     * @param metric one that is measured, or {@link #UPDATES}
     * @param arm which of the study's own arms it is put beside
     */
    public record PublishedNumber(String metric, ArmName arm, double value) {
        /** Names the number of updates until a trial succeeded, in place of a metric. */
        public static final String UPDATES = "updates";
    }
}
