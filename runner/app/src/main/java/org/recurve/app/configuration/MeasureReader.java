package org.recurve.app.configuration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.MetricName;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.MeasureSpec;

/** Reads {@code measure} and {@code select}: metrics qualified by their split. */
public final class MeasureReader {
    /** Lists what is always measured. */
    static final List<String> LOSSES = Data.SPLITS.stream()
            .map(split -> MeasureSpec.loss(split).qualified())
            .toList();

    private static final String PATH = FileSection.MEASURE.key();

    private final SettingsBinder binder;
    private final ProblemCollector collector;

    MeasureReader(SettingsBinder binder, ProblemCollector collector) {
        this.binder = binder;
        this.collector = collector;
    }

    /** {@code test.accuracy}, or {@code {test.top: {k: 5}}}. */
    Optional<BoundNode<MeasureSpec>> measure(YamlNode node) {
        return switch (node) {
            case ScalarNode scalarNode
            when scalarNode.text().isPresent() -> measure(scalarNode.text().get(), Optional.empty(), node.place());
            case MappingNode mappingNode
            when mappingNode.entries().size() == 1 -> {
                MappingEntry entry = mappingNode.entries().getFirst();
                yield measure(entry.key(), Optional.of(entry.value()), entry.place());
            }
            default -> {
                collector.add(
                        node.place(),
                        PATH,
                        "expected a metric with its split, such as test.accuracy, found " + node.described());
                yield Optional.empty();
            }
        };
    }

    private Optional<BoundNode<MeasureSpec>> measure(
            String qualified, Optional<YamlNode> settings, SourcePosition position) {
        MetricName name = MetricName.parse(qualified);
        String metric = name.metric();
        if (name.isQualified() && metric.equals(MetricName.GRADIENT_NORM) && settings.isEmpty()) {
            return Optional.of(
                    new BoundNode<>(ScalarNode.of(position, qualified), MeasureSpec.gradientNorm(name.owner())));
        }
        if (!isOfSplit(name, PATH, position)) {
            return Optional.empty();
        }
        if (metric.equals(MetricName.LOSS)) {
            return Optional.of(new BoundNode<>(ScalarNode.of(position, qualified), MeasureSpec.loss(name.owner())));
        }
        YamlNode reference = settings.<YamlNode>map(
                        s -> new MappingNode(position, List.of(new MappingEntry(metric, position, s))))
                .orElse(ScalarNode.of(position, metric));
        return binder.reference(PluginKind.METRIC, reference, PATH)
                .map(boundNode -> new BoundNode<>(
                        normal(qualified, boundNode.normal()),
                        MeasureSpec.of(name.owner(), metric(boundNode.value()))));
    }

    /** Returns the measures; those of one metric on one split are told apart by their settings, {@code test.f1-0} and {@code test.f1-1}. */
    List<MeasureSpec> distinct(List<BoundNode<MeasureSpec>> measures) {
        List<MeasureSpec> named =
                measures.stream().map(measure -> named(measure, measures)).toList();
        Map<String, SourcePosition> positions = new HashMap<>();
        for (int i = 0; i < named.size(); i++) {
            SourcePosition position = measures.get(i).normal().place();
            SourcePosition earlier = positions.putIfAbsent(named.get(i).qualified(), position);
            if (earlier != null) {
                collector.add(
                        position,
                        PATH,
                        "\"" + named.get(i).qualified() + "\" is measured already, at " + earlier,
                        "remove it, or change its settings");
            }
        }
        return named;
    }

    private static MeasureSpec named(BoundNode<MeasureSpec> measure, List<BoundNode<MeasureSpec>> all) {
        MeasureSpec value = measure.value();
        long same = all.stream()
                .filter(other -> other.value().qualified().equals(value.qualified()))
                .count();
        if (same < 2 || !(measure.normal() instanceof MappingNode settings)) {
            return value;
        }
        String words = SettingNames.words(new SequenceNode(
                settings.place(),
                ((MappingNode) settings.entries().getFirst().value())
                        .entries().stream().map(MappingEntry::value).toList()));
        return words.isEmpty() ? value : value.named(value.name() + "-" + words);
    }

    @SuppressWarnings("unchecked") // looked up as a metric
    private static Spec<Metric<?>> metric(Spec<?> spec) {
        return (Spec<Metric<?>>) spec;
    }

    private static YamlNode normal(String qualified, YamlNode reference) {
        MappingNode settings = ((ReferenceNode) reference).settings();
        return settings.entries().isEmpty()
                ? ScalarNode.of(reference.place(), qualified)
                : new MappingNode(reference.place(), List.of(new MappingEntry(qualified, reference.place(), settings)));
    }

    /** Returns the section in its normal form. */
    MappingEntry normal(MappingEntry section, List<BoundNode<MeasureSpec>> measures) {
        List<YamlNode> items = measures.stream().map(BoundNode::normal).toList();
        return new MappingEntry(
                section.key(), section.place(), new SequenceNode(section.value().place(), items));
    }

    private boolean isOfSplit(MetricName name, String path, SourcePosition position) {
        if (name.isOfSplit() && name.phase().isEmpty()) {
            return true;
        }
        String split = name.phase().isEmpty() ? name.owner() : name.phase();
        String message = split.isEmpty()
                ? "\"" + name + "\" does not say of which split; write " + name.on(Data.VALIDATION) + " or "
                        + name.on(Data.TEST)
                : "there is no split \"" + split + "\"." + NearestName.question(split, Data.SPLITS);
        collector.add(position, path, message, "splits: " + String.join(", ", Data.SPLITS));
        return false;
    }

    /** {@code {validation.loss: min}}. */
    Optional<EpochSelection> select(YamlNode node, List<MeasureSpec> specs, String path) {
        if (!(node instanceof MappingNode mappingNode) || mappingNode.entries().size() != 1) {
            collector.add(
                    node.place(),
                    path,
                    "expected one metric with its goal, such as {validation.loss: min}, found " + node.described());
            return Optional.empty();
        }
        MappingEntry entry = mappingNode.entries().getFirst();
        Optional<SelectionGoal> goal = Arrays.stream(SelectionGoal.values())
                .filter(g ->
                        g.name().toLowerCase(Locale.ROOT).equals(entry.value().plain()))
                .findFirst();
        if (goal.isEmpty()) {
            collector.add(
                    entry.value().place(),
                    path,
                    "expected min or max, found " + entry.value().described());
        }
        if (!isOfSplit(MetricName.parse(entry.key()), path, entry.place()) || !isMeasured(entry, specs, path)) {
            return Optional.empty();
        }
        try {
            return goal.map(g -> new EpochSelection(entry.key(), g));
        } catch (IllegalArgumentException e) {
            collector.add(entry.place(), path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isMeasured(MappingEntry metric, List<MeasureSpec> specs, String path) {
        Set<String> measured = new LinkedHashSet<>(LOSSES);
        specs.stream().map(MeasureSpec::qualified).forEach(measured::add);
        if (measured.contains(metric.key()) || MetricName.parse(metric.key()).isLoss()) {
            return true;
        }
        collector.add(
                metric.place(),
                path,
                "\"" + metric.key() + "\" is not measured; add it to measure."
                        + NearestName.question(metric.key(), measured));
        return false;
    }
}
