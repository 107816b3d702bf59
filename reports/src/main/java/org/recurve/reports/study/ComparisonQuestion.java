package org.recurve.reports.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.measure.MetricName;

/**
 * The comparison the study was made for.
 *
 * @param primary the metric that answers the question; empty if there is none yet
 * @param against the variant the others are compared with
 * @param vary what a seed decides
 * @param margin the difference that would matter, if the study names one
 * @param nature of the metrics
 * @param folds of each round of cross-validation; 0 if seeds are independent
 */
public record ComparisonQuestion(
        String primary,
        String against,
        List<SeedVariation> vary,
        OptionalDouble margin,
        MetricTraits nature,
        int folds) {
    public ComparisonQuestion {
        vary = List.copyOf(vary);
    }

    /** Returns a comparison over independent seeds. */
    public ComparisonQuestion(
            String primary, String against, List<SeedVariation> vary, OptionalDouble margin, MetricTraits nature) {
        this(primary, against, vary, margin, nature, 0);
    }

    /** Returns whether variants are cross-validated. */
    public boolean isFolded() {
        return folds > 1;
    }

    /**
     * Returns the same by what points of a search or sweep are shown and chosen by: what the search went by, else the primary metric
     * of the validation split, else its loss. Who chooses by the test split has none left.
     */
    public ComparisonQuestion exploring(Optional<String> chosenBy, StudyArms arms) {
        MetricName validated = MetricName.parse(primary).on(Data.VALIDATION);
        List<String> measured = arms.metrics();
        String by = Stream.concat(
                        chosenBy.stream(),
                        Stream.of(
                                validated.toString(),
                                MetricName.of(Data.VALIDATION, MetricName.LOSS).toString()))
                .filter(measured::contains)
                .findFirst()
                .orElse(primary);
        return new ComparisonQuestion(
                by, against, vary, by.equals(primary) ? margin : OptionalDouble.empty(), nature, folds);
    }

    /** In words: what the seeds vary, and what is the same for all of them. */
    public String varied() {
        List<String> fixed = Stream.of(SeedVariation.values())
                .filter(variation -> !vary.contains(variation))
                .sorted(Comparator.comparing(SeedVariation::word))
                .map(ComparisonQuestion::words)
                .toList();
        return "Seeds vary "
                + vary.stream().map(ComparisonQuestion::words).collect(Collectors.joining(", ")) + "; "
                + (fixed.isEmpty() ? "nothing" : String.join(", ", fixed))
                + (fixed.size() > 1 ? " are" : " is") + " the same for all.";
    }

    private static String words(SeedVariation variation) {
        return switch (variation) {
            case INIT -> "the initial weights";
            case ORDER -> "the order of the data";
            case NOISE -> "the noise of training";
            case SPLIT -> "the split into training, validation and test";
        };
    }

    /** Returns what the study says; else its first metric of the test split, and the first variant. */
    public static ComparisonQuestion of(StudyQuestions asked, StudyArms arms) {
        List<String> metrics = arms.metrics();
        Optional<String> byDefault = metrics.stream()
                .filter(metric -> MetricName.parse(metric).isOf(Data.TEST))
                .findFirst()
                .or(() -> metrics.stream().findFirst());
        Optional<PlannedComparison> planned = asked.comparison();
        return new ComparisonQuestion(
                planned.map(PlannedComparison::primary)
                        .filter(primary -> !primary.isEmpty())
                        .or(() -> byDefault)
                        .orElse(""),
                planned.map(PlannedComparison::against)
                        .filter(against -> !against.isEmpty())
                        .or(() -> arms.all().stream().map(StudyArm::variant).findFirst())
                        .orElse(""),
                asked.vary(),
                planned.map(PlannedComparison::margin).filter(margin -> margin > 0).stream()
                        .mapToDouble(margin -> margin)
                        .findFirst(),
                new MetricTraits(asked.metrics()),
                asked.folds());
    }
}
