package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Data;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Reads what a study's report holds results against besides each other: when a trial has succeeded, what others have
 * published, and by what a search chose.
 */
record ReportQuestions(NameResolver known, ProblemCollector problems) {
    /** What {@code published} calls the number of updates to success. */
    private static final String UPDATES = "updates";

    private static final List<String> KEYS = List.of("source", "results");
    private static final Pattern SUCCESS = Pattern.compile("\\s*(\\S+?)\\s*(>=|<=|>|<)\\s*(\\S+)\\s*");
    private static final Pattern RESULT = Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*=\\s*(\\S+)\\s*");

    /** As plain data, for the store. */
    Map<String, Object> read(MappingNode file) {
        Map<String, Object> read = new TreeMap<>();
        Optional<YamlNode> success = file.get(FileSection.SUCCESS.key());
        success.flatMap(this::success).ifPresent(s -> read.put(FileSection.SUCCESS.key(), s));
        file.get(FileSection.PUBLISHED.key())
                .map(node -> published(node, success.isPresent()))
                .ifPresent(sources -> read.put(FileSection.PUBLISHED.key(), sources));
        file.get(FileSection.TUNE.key())
                .flatMap(node -> node instanceof MappingNode tune ? tune.get("by") : Optional.empty())
                .map(by -> by instanceof MappingNode goal ? goal.keys().getFirst() : String.valueOf(by.plain()))
                .ifPresent(by -> read.put("chosen-by", by));
        return read;
    }

    private Optional<Map<String, Object>> success(YamlNode node) {
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
        if (metric.startsWith(Data.TEST + ".")) {
            problems.add(
                    node.place(),
                    path,
                    "the test split is read once, at the end, so it cannot tell when a trial succeeded; use "
                            + Data.VALIDATION + metric.substring(Data.TEST.length()));
        } else {
            known.metric(metric, node.place(), path);
        }
        return Optional.of(Map.of("metric", metric, "sign", matcher.group(2), "bound", bound.get()));
    }

    private List<Map<String, Object>> published(YamlNode node, boolean success) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (YamlNode item : node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node)) {
            if (item instanceof MappingNode mappingNode && mappingNode.keys().containsAll(KEYS)) {
                mappingNode.entries().forEach(this::key);
                sources.add(Map.of(
                        "source",
                        String.valueOf(mappingNode.get("source").orElseThrow().plain()),
                        "results",
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

    private List<Map<String, Object>> results(YamlNode node, boolean success) {
        List<Map<String, Object>> results = new ArrayList<>();
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
            known.arm(matcher.group(2), item.place(), FileSection.PUBLISHED.key() + ".results");
            results.add(Map.of("metric", matcher.group(1), "of", matcher.group(2), "value", value.get()));
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
