package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Spec;
import org.recurve.api.search.Search;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Bound;
import org.recurve.app.binding.Names;
import org.recurve.app.binding.Owner;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.FileLimits.Limit;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Sequence;

/** Reads {@code sweep} and {@code tune}: settings with their values, and how they are searched. */
final class SpaceReader {
    private static final List<String> KINDS = List.of("choices", "uniform", "log-uniform", "whole");
    private static final String WHEN = "when";
    private static final String EVERY_CHOICE = "grid";

    private final FileLimits limits;
    private final Problems problems;
    private final Binder binder;
    private final List<String> notes = new ArrayList<>();

    SpaceReader(Registry registry, FileLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
        this.binder = new Binder(registry, Names.fixed(Set.of(), problems), problems);
    }

    /** The section {@code sweep} in its long form. */
    public record Sweep(
            @Doc("how points are chosen") @Default(EVERY_CHOICE)
            Spec<Search<?>> search,

            @Doc("the largest number of points") @Default("100000") @Min(1)
            int trials,

            @Doc("settings with their values") Node over) {}

    /** The section {@code tune}. */
    public record Tuned(
            @Doc("how settings are chosen") Spec<Search<?>> search,
            @Doc("trials for each variant and task") @Min(1) int trials,

            @Doc("the metric, with min or max where it is no loss: {validation.accuracy: max}")
            Node by,

            @Doc("settings with their values") Node over) {}

    /** The points of a sweep; one without settings if the file has none. */
    List<Point> points(Mapping file) {
        Optional<Entry> section = file.entry(Section.SWEEP.key());
        if (section.isEmpty()) {
            return List.of(Point.NONE);
        }
        Node node = section.get().value();
        if (node instanceof Mapping mapping && mapping.get("points").isPresent()) {
            return listed(mapping);
        }
        if (!(node instanceof Mapping mapping)) {
            problems.add(
                    node.place(),
                    Section.SWEEP.key(),
                    "expected settings with values, such as {conv1.filters: [4, 8]}, found " + node.described());
            return List.of();
        }
        return mapping.get("over").isPresent() ? searched(mapping) : points(mapping, Optional.empty(), mapping);
    }

    /** What the user should know of the points that were read. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private List<Point> listed(Mapping mapping) {
        List<Point> points = new ArrayList<>();
        Node list = mapping.get("points").orElseThrow();
        List<Node> items = list instanceof Sequence sequence ? sequence.items() : List.of(list);
        if (!limits.allow(Limit.VARIANTS, items.size(), list.place(), "sweep.points", problems)) {
            return List.of();
        }
        for (Node item : Repeated.report(items, "sweep.points", problems)) {
            if (item instanceof Mapping settings && !settings.entries().isEmpty()) {
                points.add(Point.of(settings.entries(), SettingNames.titles(settings.keys())));
            } else {
                problems.add(item.place(), "sweep.points", "expected paths with values, found " + item.described());
            }
        }
        return points;
    }

    private List<Point> searched(Mapping mapping) {
        return bind(Sweep.class, mapping, Section.SWEEP)
                .map(sweep -> sweep.over() instanceof Mapping over
                        ? points(over, Optional.of(sweep), mapping)
                        : wrong(sweep.over()))
                .orElse(List.of());
    }

    private List<Point> wrong(Node over) {
        problems.add(over.place(), "over", "expected settings with values, found " + over.described());
        return List.of();
    }

    private List<Point> points(Mapping over, Optional<Sweep> given, Mapping section) {
        int before = problems.count();
        Optional<Space> space = space(over, Section.SWEEP);
        Optional<Sweep> sweep = given.or(() -> bind(
                Sweep.class,
                new Mapping(section.place(), List.of(new Entry("over", section.place(), over))),
                Section.SWEEP));
        if (space.isEmpty() || sweep.isEmpty() || problems.count() > before) {
            return List.of();
        }
        long most = Math.min(space.get().combinations(), sweep.get().trials());
        boolean all = sweep.get().search().id().equals(EVERY_CHOICE) && given.isEmpty();
        long count = all ? space.get().combinations() : most;
        if (!limits.allow(Limit.VARIANTS, count, section.place(), Section.SWEEP.key(), problems)) {
            return List.of();
        }
        try {
            Space.Drawn drawn =
                    space.get().points(sweep.get().search(), sweep.get().trials());
            drawn.note().ifPresent(notes::add);
            return drawn.points();
        } catch (IllegalArgumentException e) {
            problems.add(
                    section.place(),
                    Section.SWEEP.key(),
                    String.valueOf(e.getMessage()),
                    "for distributions write {search: halton, trials: 16, over: {…}}");
            return List.of();
        }
    }

    /** The section {@code tune}, if the file has it. */
    Optional<Tuned> tuned(Mapping file) {
        return file.get(Section.TUNE.key()).flatMap(node -> {
            if (node instanceof Mapping mapping) {
                return bind(Tuned.class, mapping, Section.TUNE);
            }
            problems.add(
                    node.place(),
                    Section.TUNE.key(),
                    "expected settings, such as {search: tpe, trials: 20, by: validation.loss, over: {…}}, found "
                            + node.described());
            return Optional.empty();
        });
    }

    private <R extends Record> Optional<R> bind(Class<R> type, Mapping mapping, Section section) {
        String key = section.key();
        return binder.record(type, mapping, new Owner(key, key, mapping.place(), key))
                .map(Bound::value);
    }

    /** Settings with their values; empty, with the reasons reported, if something is wrong. */
    Optional<Space> space(Mapping over, Section section) {
        int before = problems.count();
        List<Dimension> dimensions = new ArrayList<>();
        for (Entry entry : over.entries()) {
            dimension(entry, section.key() + "." + entry.key()).ifPresent(dimensions::add);
        }
        Set<String> paths = dimensions.stream().map(Dimension::path).collect(Collectors.toSet());
        for (Dimension dimension : dimensions) {
            dimension
                    .when()
                    .filter(when -> !paths.contains(when.key()))
                    .ifPresent(when -> problems.add(
                            when.place(),
                            dimension.path(),
                            "when: \"" + when.key() + "\" is not searched." + Nearest.question(when.key(), paths)));
        }
        return problems.count() > before ? Optional.empty() : Optional.of(new Space(dimensions));
    }

    private Optional<Dimension> dimension(Entry entry, String path) {
        if (entry.value() instanceof Sequence choices && !choices.items().isEmpty()) {
            Repeated.report(choices.items(), path, problems);
            return Optional.of(
                    new Dimension(entry.key(), entry.place(), choices.items(), Optional.empty(), Optional.empty()));
        }
        if (entry.value() instanceof Mapping mapping) {
            Optional<Entry> kind =
                    KINDS.stream().flatMap(key -> mapping.entry(key).stream()).findFirst();
            Optional<Entry> when = mapping.get(WHEN)
                    .flatMap(node ->
                            node instanceof Mapping m ? m.entries().stream().findFirst() : Optional.empty());
            if (kind.isPresent() && mapping.entries().size() == (when.isPresent() ? 2 : 1)) {
                return dimension(entry, kind.get(), when, path);
            }
        }
        if (entry.value() instanceof Sequence) {
            problems.add(entry.value().place(), path, "this list of choices is empty; give values, or leave it out");
            return Optional.empty();
        }
        problems.add(
                entry.value().place(),
                path,
                "expected a list of choices or a distribution, such as {log-uniform: [1e-4, 1]}, found "
                        + entry.value().described(),
                "distributions: " + String.join(", ", KINDS) + "; beside it may stand when: {path: value}");
        return Optional.empty();
    }

    private Optional<Dimension> dimension(Entry entry, Entry kind, Optional<Entry> when, String path) {
        List<Node> items = kind.value() instanceof Sequence sequence ? sequence.items() : List.of(kind.value());
        if (kind.key().equals("choices") && items.isEmpty()) {
            problems.add(kind.value().place(), path, "this list of choices is empty; give values, or leave it out");
            return Optional.empty();
        }
        if (kind.key().equals("choices")) {
            Repeated.report(items, path, problems);
            return Optional.of(new Dimension(entry.key(), entry.place(), items, Optional.empty(), when));
        }
        boolean log = kind.key().equals("log-uniform");
        if (items.size() == 2
                && items.get(0).plain() instanceof Number low
                && items.get(1).plain() instanceof Number high) {
            if (low.doubleValue() == high.doubleValue()) {
                problems.add(
                        kind.value().place(),
                        path,
                        "both bounds are " + low + ", so there is nothing to choose",
                        "give two different bounds, or leave the setting out and set it: " + entry.key() + ": " + low);
                return Optional.empty();
            }
            if (low.doubleValue() > high.doubleValue() || log && low.doubleValue() <= 0) {
                problems.add(
                        kind.value().place(),
                        path,
                        log && low.doubleValue() <= 0
                                ? "log-uniform needs bounds above 0, found " + low
                                : "the bounds are reversed: " + low + " is above " + high);
                return Optional.empty();
            }
            if (kind.key().equals("whole") && (isBroken(low) || isBroken(high))) {
                problems.add(
                        kind.value().place(),
                        path,
                        "whole draws whole numbers between whole bounds, found " + low + " and " + high);
                return Optional.empty();
            }
            Dimension.Range range = new Dimension.Range(
                    low.doubleValue(), high.doubleValue(), log, kind.key().equals("whole"));
            return Optional.of(new Dimension(entry.key(), entry.place(), List.of(), Optional.of(range), when));
        }
        problems.add(
                kind.value().place(),
                path,
                kind.key() + " needs two numbers as its bounds, such as " + (log ? "[1e-4, 1]" : "[2, 8]") + ", found "
                        + kind.value().described());
        return Optional.empty();
    }

    private static boolean isBroken(Number number) {
        return number.doubleValue() != StrictMath.rint(number.doubleValue());
    }
}
