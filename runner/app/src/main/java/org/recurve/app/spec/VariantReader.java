package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.FileLimits.Limit;
import org.recurve.app.spec.Section.Role;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/** Makes the variants of a file: the baseline, then each ablation, on every task. */
final class VariantReader {
    private final Baseline baseline;
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final Deltas deltas;
    private final Matching matching;
    private final FileLimits limits;
    private final Problems problems;

    VariantReader(
            Baseline baseline,
            ConfigurationReader configurations,
            DeltaReader reader,
            Deltas deltas,
            Matching matching,
            FileLimits limits,
            Problems problems) {
        this.limits = limits;
        this.baseline = baseline;
        this.configurations = configurations;
        this.reader = reader;
        this.deltas = deltas;
        this.matching = matching;
        this.problems = problems;
    }

    /** Every variant on every task at every point of the sweep. */
    List<Variant> read(Seeds seeds, List<Point> points) {
        Mapping file = baseline.file().orElseThrow();
        List<Variant> variants = new ArrayList<>();
        Map<String, Variant> known = new HashMap<>();
        List<Entry> tasks = tasks(file);
        List<Entry> named = named(file);
        if (!isAllowed(tasks, named, points, seeds)) {
            return List.of();
        }
        for (Entry task : tasks) {
            for (Point point : points) {
                ofTask(task, named, point, seeds).forEach(variant -> {
                    different(variant, point, known);
                    variants.add(variant);
                });
                problems.raiseIfMany();
            }
        }
        return variants;
    }

    private boolean isAllowed(List<Entry> tasks, List<Entry> named, List<Point> points, Seeds seeds) {
        Place place = baseline.file().orElseThrow().place();
        long variants = FileLimits.times(FileLimits.times(tasks.size(), named.size()), points.size());
        long configurations =
                seeds.varySplit() ? FileLimits.times(variants, seeds.all().size()) : variants;
        long ofTasks =
                tasks.stream().mapToLong(e -> Ablations.changes(e.value())).sum();
        long ofNamed =
                named.stream().mapToLong(e -> Ablations.changes(e.value())).sum();
        long ofPoints =
                points.stream().mapToLong(point -> point.settings().size()).sum();
        long changes = FileLimits.plus(
                FileLimits.times(FileLimits.times(ofTasks, named.size()), points.size()),
                FileLimits.plus(
                        FileLimits.times(FileLimits.times(ofNamed, tasks.size()), points.size()),
                        FileLimits.times(FileLimits.times(ofPoints, tasks.size()), named.size())));
        return limits.allow(Limit.VARIANTS, configurations, place, "", problems)
                && limits.allow(Limit.CHANGES, changes, place, "", problems)
                && limits.allow(
                        Limit.TRIALS,
                        FileLimits.times(variants, seeds.all().size()),
                        seeds.place(),
                        Section.SEEDS.key(),
                        problems);
    }

    /** A variant at a point of its own; empty, with the reasons reported, if it cannot be there. */
    Optional<Variant> at(Variant variant, Point point, Seeds seeds) {
        Mapping file = baseline.file().orElseThrow();
        Entry task = tasks(file).stream()
                .filter(entry -> entry.key().equals(variant.task()))
                .findFirst()
                .orElseThrow();
        Entry own = named(file).stream()
                .filter(entry -> entry.key().equals(variant.own()))
                .findFirst()
                .orElseThrow();
        return variant(own, task, changes(task, Section.TASKS), Optional.of(variant), seeds, point);
    }

    private List<Entry> named(Mapping file) {
        List<Entry> named = new ArrayList<>(List.of(unchanged(Variant.BASELINE, file)));
        named.addAll(new Ablations(limits, problems).of(file));
        return named;
    }

    private List<Entry> tasks(Mapping file) {
        List<Entry> tasks = new Ablations(limits, problems).tasks(file);
        return tasks.isEmpty() ? List.of(unchanged("", file)) : tasks;
    }

    private static Entry unchanged(String name, Mapping file) {
        return new Entry(name, file.place(), new Sequence(file.place(), List.of()));
    }

    /** The baseline first; without a sound one there are none. */
    private List<Variant> ofTask(Entry task, List<Entry> named, Point point, Seeds seeds) {
        int before = problems.count();
        List<Change> first = changes(task, Section.TASKS);
        if (problems.count() > before) {
            return List.of();
        }
        List<Variant> variants = new ArrayList<>();
        for (Entry entry : named) {
            if (!variants.isEmpty() || entry.key().equals(Variant.BASELINE)) {
                variant(entry, task, first, variants.stream().findFirst(), seeds, point)
                        .ifPresent(variants::add);
            } else {
                changes(entry, Section.ABLATE);
            }
        }
        return variants;
    }

    private List<Change> changes(Entry entry, Section section) {
        String path = section.key() + "." + entry.key();
        List<Change> changes = reader.read(entry.value(), path);
        changes.stream()
                .filter(change -> !isOfTrial(change))
                .forEach(change ->
                        problems.add(change.place(), change.path(), "a variant changes the trial, not the study"));
        return changes;
    }

    private static boolean isOfTrial(Change change) {
        return Lets.isChangedBy(change)
                || Section.of(change.first())
                        .map(section -> section.role() == Role.TRIAL)
                        .orElse(true);
    }

    private Optional<Variant> variant(
            Entry entry, Entry task, List<Change> ofTask, Optional<Variant> reference, Seeds seeds, Point point) {
        int before = problems.count();
        List<Change> own = new ArrayList<>(changes(entry, Section.ABLATE));
        own.addAll(point.changes());
        List<Change> lets = Stream.concat(ofTask.stream(), own.stream())
                .filter(Lets::isChangedBy)
                .toList();
        Optional<Mapping> file = baseline.file(lets);
        if (problems.count() > before || file.isEmpty()) {
            return Optional.empty();
        }
        if (!lets.isEmpty()) {
            sameNames(baseline.file().orElseThrow(), file.get(), lets.getFirst());
        }
        List<String> notes = new ArrayList<>();
        Mapping changed = file.get();
        for (List<Change> changes : List.of(ofTask, own)) {
            List<Change> rest =
                    changes.stream().filter(change -> !Lets.isChangedBy(change)).toList();
            changed = deltas.apply(changed, rest, notes::add, (root, match) -> matched(root, match, reference, notes));
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        Mapping last = changed;
        Place place = entry.key().equals(Variant.BASELINE) ? task.place() : entry.place();
        String name = point.settings().isEmpty() ? entry.key() : entry.key() + Variant.AT + point.name();
        return configurations
                .changed(last)
                .map(c -> new Variant(name, task.key(), point.plain(), place, c, split(last, seeds), notes));
    }

    private Mapping matched(Mapping root, Change.Match match, Optional<Variant> reference, List<String> notes) {
        if (reference.isEmpty()) {
            return deltas.apply(root, List.of(match));
        }
        return matching.apply(root, match, reference.get().configuration(), notes::add);
    }

    /** A configuration for each seed that also chooses which examples there are. */
    private Map<Long, Configuration> split(Mapping file, Seeds seeds) {
        Map<Long, Configuration> split = new HashMap<>();
        if (seeds.varySplit()) {
            for (long seed : seeds.all()) {
                Place place = seeds.place();
                Change.Set set = new Change.Set("data.seed", place, Scalar.of(place, seed));
                Mapping own = Edit.apply(file, set, problems, _ -> {});
                configurations.changed(own).ifPresent(c -> split.put(seed, c));
            }
        }
        return split;
    }

    /** A named value that shifts ordinals would give other parts the names, and so the weights, of parts it did not touch. */
    private void sameNames(Mapping before, Mapping after, Change change) {
        Map<String, Place> places = places(before);
        places(after).forEach((name, place) -> {
            if (places.containsKey(name) && !place.equals(places.get(name))) {
                problems.add(
                        change.place(),
                        change.path(),
                        "with this value the name \"" + name + "\" would go to another part",
                        "give the parts behind the ones it changes names of their own: name: …");
            }
        });
    }

    private static Map<String, Place> places(Mapping file) {
        Map<String, Place> places = new HashMap<>();
        file.get(Section.MODEL.key()).ifPresent(model -> places(model, places));
        return places;
    }

    private static void places(Node node, Map<String, Place> places) {
        switch (node) {
            case Reference reference -> {
                reference.part().ifPresent(part -> places.put(part.name(), reference.place()));
                places(reference.settings(), places);
            }
            case Mapping mapping -> mapping.entries().forEach(entry -> places(entry.value(), places));
            case Sequence sequence -> sequence.items().forEach(item -> places(item, places));
            case Scalar _ -> {}
        }
    }

    /** A variant that changes nothing would be compared with itself. */
    private void different(Variant variant, Point point, Map<String, Variant> others) {
        String canonical = variant.configuration().canonical();
        String section = variant.isBaseline() ? Section.TASKS.key() : Section.ABLATE.key();
        String name = variant.isBaseline() ? variant.task() : variant.name();
        Optional.ofNullable(others.putIfAbsent(canonical, variant))
                .filter(other -> !isOtherPoint(variant, point, other))
                .ifPresent(other -> problems.add(
                        variant.place(),
                        section + "." + name,
                        "this " + (section.equals(Section.TASKS.key()) ? "task" : "variant")
                                + " changes nothing: its resolved configuration is that of " + other.title(),
                        "every value it sets stands there already; change something else, or remove it"));
    }

    /** Two points of a sweep that come to the same are reported at the value that differs. */
    private boolean isOtherPoint(Variant variant, Point point, Variant other) {
        if (!other.own().equals(variant.own()) || !other.task().equals(variant.task())) {
            return false;
        }
        Optional<Entry> setting = point.settings().stream()
                .filter(entry -> !entry.value().plain().equals(other.point().get(entry.key())))
                .findFirst();
        setting.ifPresent(entry -> problems.add(
                entry.value().place(),
                Section.SWEEP.key() + "." + entry.key(),
                "this value changes nothing: with it the resolved configuration is that of " + other.title(),
                "give a value that differs, or remove it"));
        return setting.isPresent();
    }
}
