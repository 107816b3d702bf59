package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Data;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.event.StudyQuestions.PlannedComparison;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;
import org.recurve.api.measure.MetricName;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.SettingOwner;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.MeasureSpec;

/**
 * Reads what a study asks of its results: what is compared, when a trial has succeeded, what others have published, and by
 * what a search chose.
 */
record ReportQuestions(NameResolver known, SettingsBinder binder, ProblemCollector problems) {
    private static final String UPDATES = PublishedNumber.UPDATES;

    private static final List<String> KEYS = List.of("source", "results");
    private static final Pattern SUCCESS =
            Pattern.compile("\\s*(\\S+?)\\s*(" + ComparisonSign.BY_SIZE + ")\\s*(\\S+)\\s*");
    private static final Pattern RESULT = Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*=\\s*(\\S+)\\s*");

    /** The section {@code compare}: the one planned family of tests. */
    public record CompareSettings(
            @Doc("the metric compared") String primary,

            @Doc("the variant that the others are compared with") @Default("baseline")
            String against,

            @Doc("the smallest difference that matters") @Default("0") @Min(0)
            double margin) {}

    /**
     * Reads the questions of a file.
     *
     * @param vary what its seeds decide
     * @param folds how many folds each variant is cross-validated on; 0 if it is not
     * @param variants whose measures tell what is known of each metric
     */
    StudyQuestions read(MappingNode file, Set<SeedVariation> vary, int folds, List<StudyVariant> variants) {
        Optional<PlannedComparison> comparison =
                file.get(FileSection.COMPARE.key()).flatMap(this::comparison);
        Optional<YamlNode> success = file.get(FileSection.SUCCESS.key());
        return new StudyQuestions(
                comparison,
                SeedVariation.sorted(vary),
                metrics(variants),
                success.flatMap(this::success),
                file.get(FileSection.PUBLISHED.key())
                        .map(node -> published(node, success.isPresent()))
                        .orElse(List.of()),
                file.get(FileSection.TUNE.key())
                        .flatMap(node -> node instanceof MappingNode tune ? tune.get("by") : Optional.empty())
                        .map(by ->
                                by instanceof MappingNode goal ? goal.keys().getFirst() : String.valueOf(by.plain())),
                folds);
    }

    private Optional<PlannedComparison> comparison(YamlNode node) {
        String path = FileSection.COMPARE.key();
        if (!(node instanceof MappingNode settings)) {
            problems.add(
                    node.place(),
                    path,
                    "expected settings, such as {primary: test.accuracy}, found " + node.described());
            return Optional.empty();
        }
        Optional<BoundNode<CompareSettings>> bound =
                binder.record(CompareSettings.class, settings, new SettingOwner(path, path, settings.place(), path));
        text(settings, "primary").ifPresent(name -> known.metric(name.text().orElseThrow(), name.place(), path));
        text(settings, "against").ifPresent(name -> known.variant(name.text().orElseThrow(), name.place(), path));
        return bound.map(BoundNode::value)
                .map(asked -> new PlannedComparison(asked.primary(), asked.against(), asked.margin()));
    }

    private static Optional<ScalarNode> text(MappingNode settings, String key) {
        return settings.get(key)
                .flatMap(node -> node instanceof ScalarNode scalarNode
                                && scalarNode.text().isPresent()
                        ? Optional.of(scalarNode)
                        : Optional.empty());
    }

    /** Returns which way each measured metric is better, and which are shares: a report tells by it who gains and who loses. */
    private static Map<String, MetricTrait> metrics(List<StudyVariant> variants) {
        Map<String, MetricTrait> metrics = new TreeMap<>();
        for (StudyVariant variant : variants) {
            for (MeasureSpec measure : variant.configuration().measures()) {
                try {
                    measure.better()
                            .ifPresent(
                                    way -> metrics.put(measure.qualified(), new MetricTrait(way, measure.isShare())));
                } catch (PluginFailure failure) {
                    throw variant.configuration().broken(failure);
                }
            }
        }
        return metrics;
    }

    private Optional<SuccessCriterion> success(YamlNode node) {
        String path = FileSection.SUCCESS.key();
        String line = String.valueOf(node.plain());
        Matcher matcher = SUCCESS.matcher(line);
        Optional<Double> bound = matcher.matches() ? number(matcher.group(3)) : Optional.empty();
        if (bound.isEmpty()) {
            problems.add(
                    node.place(),
                    path,
                    "expected when a trial has succeeded, such as validation.accuracy > 0.99, found "
                            + node.described());
            return Optional.empty();
        }
        String metric = matcher.group(1);
        MetricName name = MetricName.parse(metric);
        if (name.isOf(Data.TEST)) {
            problems.add(
                    node.place(),
                    path,
                    "the test split is read once, at the end, so it cannot tell when a trial succeeded; use "
                            + name.on(Data.VALIDATION));
        } else {
            known.metric(metric, node.place(), path);
        }
        return ComparisonSign.parse(matcher.group(2)).map(sign -> new SuccessCriterion(metric, sign, bound.get()));
    }

    private List<PublishedSource> published(YamlNode node, boolean success) {
        List<PublishedSource> sources = new ArrayList<>();
        for (YamlNode item : node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node)) {
            if (item instanceof MappingNode mappingNode && mappingNode.keys().containsAll(KEYS)) {
                mappingNode.entries().forEach(this::key);
                sources.add(new PublishedSource(
                        String.valueOf(mappingNode.get("source").orElseThrow().plain()),
                        results(mappingNode.get("results").orElseThrow(), success)));
            } else {
                problems.add(
                        item.place(),
                        FileSection.PUBLISHED.key(),
                        "expected a source and its results, such as {source: who and where, results: [test.accuracy of"
                                + " baseline = 0.99]}, found " + item.described());
            }
        }
        return sources;
    }

    private void key(MappingEntry entry) {
        if (!KEYS.contains(entry.key())) {
            problems.add(
                    entry.place(),
                    FileSection.PUBLISHED.key() + "." + entry.key(),
                    "published has no setting \"" + entry.key() + "\"." + NearestName.question(entry.key(), KEYS),
                    "settings of published: " + String.join(", ", KEYS));
        }
    }

    private List<PublishedNumber> results(YamlNode node, boolean success) {
        List<PublishedNumber> results = new ArrayList<>();
        for (YamlNode item : node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node)) {
            String line = String.valueOf(item.plain());
            Matcher matcher = RESULT.matcher(line);
            Optional<Double> value = matcher.matches() ? number(matcher.group(3)) : Optional.empty();
            if (value.isEmpty()) {
                problems.add(
                        item.place(),
                        FileSection.PUBLISHED.key() + ".results",
                        "\"" + line + "\" is not a result; write \"metric of variant = number\", such as"
                                + " \"test.accuracy of baseline = 0.99\"");
                continue;
            }
            named(matcher.group(1), success, item.place());
            ArmName arm = ArmName.parse(matcher.group(2));
            known.arm(arm, item.place(), FileSection.PUBLISHED.key() + ".results");
            results.add(new PublishedNumber(matcher.group(1), arm, value.get()));
        }
        return results;
    }

    private void named(String metric, boolean success, SourcePosition position) {
        String path = FileSection.PUBLISHED.key() + ".results";
        if (!metric.equals(UPDATES)) {
            known.metric(metric, position, path);
        } else if (!success) {
            problems.add(
                    position,
                    path,
                    "\"" + UPDATES
                            + "\" counts updates to success, and nothing says when a trial has succeeded; add a line"
                            + " such as success: validation.accuracy > 0.99");
        }
    }

    private static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException isText) {
            return Optional.empty();
        }
    }
}
