package org.recurve.app.spec;

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
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Bound;
import org.recurve.app.plugins.Kind;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Select;
import org.recurve.engine.spec.Select.Goal;

/** Reads {@code measure} and {@code select}: metrics qualified by their split. */
final class MeasureReader {
    private static final List<String> SPLITS = List.of(Data.TRAIN, Data.VALIDATION, Data.TEST);
    /** Which are always measured. */
    static final List<String> LOSSES =
            SPLITS.stream().map(split -> split + "." + Measure.LOSS).toList();

    private static final String PATH = Section.MEASURE.key();

    private final Binder binder;
    private final Problems problems;

    MeasureReader(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** {@code test.accuracy}, or {@code {test.top: {k: 5}}}. */
    Optional<Bound<Measure>> measure(Node node) {
        return switch (node) {
            case Scalar scalar
            when scalar.text().isPresent() -> measure(scalar.text().get(), Optional.empty(), node.place());
            case Mapping mapping
            when mapping.entries().size() == 1 -> {
                Entry entry = mapping.entries().getFirst();
                yield measure(entry.key(), Optional.of(entry.value()), entry.place());
            }
            default -> {
                problems.add(
                        node.place(),
                        PATH,
                        "expected a metric with its split, such as test.accuracy, found " + node.described());
                yield Optional.empty();
            }
        };
    }

    private Optional<Bound<Measure>> measure(String qualified, Optional<Node> settings, Place place) {
        if (qualified.endsWith("." + Measure.GRADIENT_NORM) && settings.isEmpty()) {
            String part = qualified.substring(0, qualified.lastIndexOf('.'));
            return Optional.of(new Bound<>(Scalar.of(place, qualified), Measure.gradientNorm(part)));
        }
        Optional<String> split = split(qualified, PATH, place);
        if (split.isEmpty()) {
            return Optional.empty();
        }
        String metric = qualified.substring(split.get().length() + 1);
        if (metric.equals(Measure.LOSS)) {
            return Optional.of(new Bound<>(Scalar.of(place, qualified), Measure.loss(split.get())));
        }
        Node reference = settings.<Node>map(s -> new Mapping(place, List.of(new Entry(metric, place, s))))
                .orElse(Scalar.of(place, metric));
        return binder.reference(Kind.METRIC, reference, PATH)
                .map(bound ->
                        new Bound<>(normal(qualified, bound.normal()), Measure.of(split.get(), metric(bound.value()))));
    }

    /** The measures; those of one metric on one split are told apart by their settings, {@code test.f1-0} and {@code test.f1-1}. */
    List<Measure> distinct(List<Bound<Measure>> measures) {
        List<Measure> named =
                measures.stream().map(measure -> named(measure, measures)).toList();
        Map<String, Place> places = new HashMap<>();
        for (int i = 0; i < named.size(); i++) {
            Place place = measures.get(i).normal().place();
            Place earlier = places.putIfAbsent(named.get(i).qualified(), place);
            if (earlier != null) {
                problems.add(
                        place,
                        PATH,
                        "\"" + named.get(i).qualified() + "\" is measured already, at " + earlier,
                        "remove it, or change its settings");
            }
        }
        return named;
    }

    private static Measure named(Bound<Measure> measure, List<Bound<Measure>> all) {
        Measure value = measure.value();
        long same = all.stream()
                .filter(other -> other.value().qualified().equals(value.qualified()))
                .count();
        if (same < 2 || !(measure.normal() instanceof Mapping settings)) {
            return value;
        }
        String words = SettingNames.words(new Sequence(
                settings.place(),
                ((Mapping) settings.entries().getFirst().value())
                        .entries().stream().map(Entry::value).toList()));
        return words.isEmpty() ? value : value.named(value.name() + "-" + words);
    }

    @SuppressWarnings("unchecked") // looked up as a metric
    private static Spec<Metric<?>> metric(Spec<?> spec) {
        return (Spec<Metric<?>>) spec;
    }

    private static Node normal(String qualified, Node reference) {
        Mapping settings = ((Reference) reference).settings();
        return settings.entries().isEmpty()
                ? Scalar.of(reference.place(), qualified)
                : new Mapping(reference.place(), List.of(new Entry(qualified, reference.place(), settings)));
    }

    /** The section in its normal form. */
    Entry normal(Entry section, List<Bound<Measure>> measures) {
        List<Node> items = measures.stream().map(Bound::normal).toList();
        return new Entry(
                section.key(), section.place(), new Sequence(section.value().place(), items));
    }

    /** Whether a name begins with a split, as the names of metrics must, or is a part's gradient norm. */
    static boolean isQualified(String name) {
        return name.endsWith("." + Measure.GRADIENT_NORM)
                || SPLITS.stream().anyMatch(split -> name.startsWith(split + "."));
    }

    private Optional<String> split(String qualified, String path, Place place) {
        int point = qualified.indexOf('.');
        String split = point < 0 ? "" : qualified.substring(0, point);
        if (SPLITS.contains(split)) {
            return Optional.of(split);
        }
        String message = point < 0
                ? "\"" + qualified + "\" does not say of which split; write " + Data.VALIDATION + "." + qualified
                        + " or " + Data.TEST + "." + qualified
                : "there is no split \"" + split + "\"." + Nearest.question(split, SPLITS);
        problems.add(place, path, message, "splits: " + String.join(", ", SPLITS));
        return Optional.empty();
    }

    /** {@code {validation.loss: min}}. */
    Optional<Select> select(Node node, List<Measure> measures, String path) {
        if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
            problems.add(
                    node.place(),
                    path,
                    "expected one metric with its goal, such as {validation.loss: min}, found " + node.described());
            return Optional.empty();
        }
        Entry entry = mapping.entries().getFirst();
        Optional<Goal> goal = Arrays.stream(Goal.values())
                .filter(g ->
                        g.name().toLowerCase(Locale.ROOT).equals(entry.value().plain()))
                .findFirst();
        if (goal.isEmpty()) {
            problems.add(
                    entry.value().place(),
                    path,
                    "expected min or max, found " + entry.value().described());
        }
        if (split(entry.key(), path, entry.place()).isEmpty() || !isMeasured(entry, measures, path)) {
            return Optional.empty();
        }
        try {
            return goal.map(g -> new Select(entry.key(), g));
        } catch (IllegalArgumentException e) {
            problems.add(entry.place(), path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isMeasured(Entry metric, List<Measure> measures, String path) {
        Set<String> measured = new LinkedHashSet<>(LOSSES);
        measures.stream().map(Measure::qualified).forEach(measured::add);
        if (measured.contains(metric.key()) || metric.key().endsWith("." + Measure.LOSS)) {
            return true;
        }
        problems.add(
                metric.place(),
                path,
                "\"" + metric.key() + "\" is not measured; add it to measure."
                        + Nearest.question(metric.key(), measured));
        return false;
    }
}
