package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.app.change.Baseline;
import org.recurve.app.change.ChangeEditor;
import org.recurve.app.change.DeltaChange;
import org.recurve.app.change.DeltaList;
import org.recurve.app.change.DeltaReader;
import org.recurve.app.change.SizeMatching;
import org.recurve.app.change.Variables;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.FileSection.SectionRole;
import org.recurve.app.document.FileLimits;
import org.recurve.app.document.FileLimits.Limit;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** Makes the variants of a file: the baseline, then each ablation, on every task. */
final class VariantReader {
    private final Baseline baseline;
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final DeltaList list;
    private final SizeMatching matching;
    private final FileLimits limits;
    private final ProblemCollector collector;

    VariantReader(
            Baseline baseline,
            ConfigurationReader configurations,
            DeltaReader reader,
            DeltaList list,
            SizeMatching matching,
            FileLimits limits,
            ProblemCollector collector) {
        this.limits = limits;
        this.baseline = baseline;
        this.configurations = configurations;
        this.reader = reader;
        this.list = list;
        this.matching = matching;
        this.collector = collector;
    }

    /** Returns every variant on every task at every point of the sweep. */
    List<StudyVariant> read(SeedList seedList, List<SearchPoint> points) {
        MappingNode file = baseline.file().orElseThrow();
        List<StudyVariant> variants = new ArrayList<>();
        Map<String, StudyVariant> known = new HashMap<>();
        List<MappingEntry> tasks = tasks(file);
        List<MappingEntry> named = named(file);
        if (!isAllowed(tasks, named, points, seedList)) {
            return List.of();
        }
        for (MappingEntry task : tasks) {
            for (SearchPoint point : points) {
                ofTask(task, named, point, seedList).forEach(variant -> {
                    different(variant, point, known);
                    variants.add(variant);
                });
                collector.raiseIfMany();
            }
        }
        return variants;
    }

    private boolean isAllowed(
            List<MappingEntry> tasks, List<MappingEntry> named, List<SearchPoint> points, SeedList seedList) {
        SourcePosition position = baseline.file().orElseThrow().place();
        long variants = FileLimits.times(FileLimits.times(tasks.size(), named.size()), points.size());
        long configurations =
                seedList.varySplit() ? FileLimits.times(variants, seedList.all().size()) : variants;
        long ofTasks =
                tasks.stream().mapToLong(e -> AblationReader.changes(e.value())).sum();
        long ofNamed =
                named.stream().mapToLong(e -> AblationReader.changes(e.value())).sum();
        long ofPoints =
                points.stream().mapToLong(point -> point.settings().size()).sum();
        long changes = FileLimits.plus(
                FileLimits.times(FileLimits.times(ofTasks, named.size()), points.size()),
                FileLimits.plus(
                        FileLimits.times(FileLimits.times(ofNamed, tasks.size()), points.size()),
                        FileLimits.times(FileLimits.times(ofPoints, tasks.size()), named.size())));
        return limits.allow(Limit.VARIANTS, configurations, position, "", collector)
                && limits.allow(Limit.CHANGES, changes, position, "", collector)
                && limits.allow(
                        Limit.TRIALS,
                        FileLimits.times(variants, seedList.all().size()),
                        seedList.place(),
                        FileSection.SEEDS.key(),
                        collector);
    }

    /** Returns a variant at a point of its own; empty, with the reasons reported, if it cannot be there. */
    Optional<StudyVariant> at(StudyVariant variant, SearchPoint point, SeedList seedList) {
        MappingNode file = baseline.file().orElseThrow();
        MappingEntry task = tasks(file).stream()
                .filter(entry -> entry.key().equals(variant.task()))
                .findFirst()
                .orElseThrow();
        MappingEntry own = named(file).stream()
                .filter(entry -> entry.key().equals(variant.own()))
                .findFirst()
                .orElseThrow();
        return variant(own, task, changes(task, FileSection.TASKS), Optional.of(variant), seedList, point);
    }

    private List<MappingEntry> named(MappingNode file) {
        List<MappingEntry> named = new ArrayList<>(List.of(unchanged(StudyVariant.BASELINE, file)));
        named.addAll(new AblationReader(limits, collector).of(file));
        return named;
    }

    private List<MappingEntry> tasks(MappingNode file) {
        List<MappingEntry> tasks = new AblationReader(limits, collector).tasks(file);
        return tasks.isEmpty() ? List.of(unchanged("", file)) : tasks;
    }

    private static MappingEntry unchanged(String name, MappingNode file) {
        return new MappingEntry(name, file.place(), new SequenceNode(file.place(), List.of()));
    }

    /** Returns the baseline first; without a sound one there are none. */
    private List<StudyVariant> ofTask(
            MappingEntry task, List<MappingEntry> named, SearchPoint point, SeedList seedList) {
        int before = collector.count();
        List<DeltaChange> first = changes(task, FileSection.TASKS);
        if (collector.count() > before) {
            return List.of();
        }
        List<StudyVariant> variants = new ArrayList<>();
        for (MappingEntry entry : named) {
            if (!variants.isEmpty() || entry.key().equals(StudyVariant.BASELINE)) {
                variant(entry, task, first, variants.stream().findFirst(), seedList, point)
                        .ifPresent(variants::add);
            } else {
                changes(entry, FileSection.ABLATE);
            }
        }
        return variants;
    }

    private List<DeltaChange> changes(MappingEntry entry, FileSection section) {
        String path = section.key() + "." + entry.key();
        List<DeltaChange> changes = reader.read(entry.value(), path);
        changes.stream()
                .filter(change -> !isOfTrial(change))
                .forEach(change -> collector.add(
                        change.place(),
                        change.path(),
                        "this belongs to the whole study, and a variant can change its own trials only"));
        return changes;
    }

    private static boolean isOfTrial(DeltaChange change) {
        return Variables.isChangedBy(change)
                || FileSection.of(change.first())
                        .map(section -> section.role() == SectionRole.TRIAL)
                        .orElse(true);
    }

    private Optional<StudyVariant> variant(
            MappingEntry entry,
            MappingEntry task,
            List<DeltaChange> ofTask,
            Optional<StudyVariant> reference,
            SeedList seedList,
            SearchPoint point) {
        int before = collector.count();
        List<DeltaChange> own = new ArrayList<>(changes(entry, FileSection.ABLATE));
        own.addAll(point.changes());
        List<DeltaChange> lets = Stream.concat(ofTask.stream(), own.stream())
                .filter(Variables::isChangedBy)
                .toList();
        Optional<MappingNode> file = baseline.file(lets);
        if (collector.count() > before || file.isEmpty()) {
            return Optional.empty();
        }
        if (!lets.isEmpty()) {
            sameNames(baseline.file().orElseThrow(), file.get(), lets.getFirst());
        }
        List<String> notes = new ArrayList<>();
        MappingNode changed = file.get();
        for (List<DeltaChange> changes : List.of(ofTask, own)) {
            List<DeltaChange> rest = changes.stream()
                    .filter(change -> !Variables.isChangedBy(change))
                    .toList();
            changed = list.apply(
                    changed, rest, notes::add, (root, matchSize) -> matched(root, matchSize, reference, notes));
        }
        if (collector.count() > before) {
            return Optional.empty();
        }
        MappingNode last = changed;
        SourcePosition position = entry.key().equals(StudyVariant.BASELINE) ? task.place() : entry.place();
        String name = point.settings().isEmpty() ? entry.key() : entry.key() + StudyVariant.AT + point.name();
        return configurations.changed(last).map(c -> {
            Map<Long, Configuration> split = split(last, seedList);
            Configuration first =
                    seedList.folds() > 0 ? split.getOrDefault(seedList.all().getFirst(), c) : c;
            return new StudyVariant(name, task.key(), point.plain(), position, first, split, notes);
        });
    }

    private MappingNode matched(
            MappingNode root, DeltaChange.MatchSize matchSize, Optional<StudyVariant> reference, List<String> notes) {
        if (reference.isEmpty()) {
            return list.apply(root, List.of(matchSize));
        }
        return matching.apply(root, matchSize, reference.get().configuration(), notes::add);
    }

    /** Returns a configuration for each seed that also chooses which examples there are. */
    private Map<Long, Configuration> split(MappingNode file, SeedList seedList) {
        Map<Long, Configuration> split = new HashMap<>();
        if (seedList.varySplit()) {
            int before = collector.count();
            for (long seed : seedList.all()) {
                MappingNode own = file;
                for (DeltaChange.SetValue change : seedList.changes(seed)) {
                    own = ChangeEditor.apply(own, change, collector, _ -> {});
                }
                if (collector.count() > before) {
                    return split; // the others would be told the same
                }
                configurations.changed(own).ifPresent(c -> split.put(seed, c));
            }
        }
        return split;
    }

    /** A named value that shifts ordinals would give other parts the names, and so the weights, of parts it did not touch. */
    private void sameNames(MappingNode before, MappingNode after, DeltaChange change) {
        Map<String, SourcePosition> positions = places(before);
        places(after).forEach((name, position) -> {
            if (positions.containsKey(name) && !position.equals(positions.get(name))) {
                collector.add(
                        change.place(),
                        change.path(),
                        "with this value the name \"" + name + "\" would go to another part",
                        "give the parts after the ones it changes names of their own: name: …");
            }
        });
    }

    private static Map<String, SourcePosition> places(MappingNode file) {
        Map<String, SourcePosition> positions = new HashMap<>();
        file.get(FileSection.MODEL.key()).ifPresent(model -> places(model, positions));
        return positions;
    }

    private static void places(YamlNode node, Map<String, SourcePosition> positions) {
        switch (node) {
            case ReferenceNode referenceNode -> {
                referenceNode.part().ifPresent(part -> positions.put(part.name(), referenceNode.place()));
                places(referenceNode.settings(), positions);
            }
            case MappingNode mappingNode -> mappingNode.entries().forEach(entry -> places(entry.value(), positions));
            case SequenceNode sequenceNode -> sequenceNode.items().forEach(item -> places(item, positions));
            case ScalarNode _ -> {}
        }
    }

    /** A variant that changes nothing would be compared with itself. */
    private void different(StudyVariant variant, SearchPoint point, Map<String, StudyVariant> others) {
        String canonical = variant.configuration().canonical();
        String section = variant.isBaseline() ? FileSection.TASKS.key() : FileSection.ABLATE.key();
        String name = variant.isBaseline() ? variant.task() : variant.name();
        Optional.ofNullable(others.putIfAbsent(canonical, variant))
                .filter(other -> !isOtherPoint(variant, point, other))
                .ifPresent(other -> collector.add(
                        variant.place(),
                        section + "." + name,
                        "this " + (section.equals(FileSection.TASKS.key()) ? "task" : "variant")
                                + " changes nothing: its resolved configuration is that of " + other.title(),
                        "every value it sets is already there; change something else, or remove it"));
    }

    /** Two points of a sweep that come to the same are reported at the value that differs. */
    private boolean isOtherPoint(StudyVariant variant, SearchPoint point, StudyVariant other) {
        if (!other.own().equals(variant.own()) || !other.task().equals(variant.task())) {
            return false;
        }
        Optional<MappingEntry> setting = point.settings().stream()
                .filter(entry -> !entry.value().plain().equals(other.point().get(entry.key())))
                .findFirst();
        setting.ifPresent(entry -> collector.add(
                entry.value().place(),
                FileSection.SWEEP.key() + "." + entry.key(),
                "this value changes nothing: with it the resolved configuration is that of " + other.title(),
                "give a value that differs, or remove it"));
        return setting.isPresent();
    }
}
