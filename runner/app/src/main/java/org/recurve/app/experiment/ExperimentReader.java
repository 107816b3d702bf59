package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.search.Suggestion;
import org.recurve.app.change.Baseline;
import org.recurve.app.change.DeltaChange;
import org.recurve.app.change.DeltaList;
import org.recurve.app.change.DeltaReader;
import org.recurve.app.change.FileAssembly;
import org.recurve.app.change.SizeMatching;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.document.FileLimits;
import org.recurve.app.document.FileLimits.Limit;
import org.recurve.app.document.FileSize;
import org.recurve.app.document.Overrides;
import org.recurve.app.document.SourceDocument;
import org.recurve.app.document.StoredText;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.storage.record.StudyName;

/** Reads an experiment file: names the parts, applies what the command line changes, and makes the variants. */
public final class ExperimentReader {
    private final ProblemCollector collector = new ProblemCollector();
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final DeltaList list;
    private final StudyReader studies;
    private final FileLimits limits;
    private final PluginRegistry registry;
    private final SizeMatching matching;
    private final SpaceReader spaces;

    private ExperimentReader(PluginRegistry registry, FileLimits limits, ModelSize.SizeTracer sizes) {
        this.limits = limits;
        this.registry = registry;
        this.studies = new StudyReader(registry, limits, collector);
        this.configurations = new ConfigurationReader(registry, collector);
        this.reader = new DeltaReader(registry, collector);
        this.list = new DeltaList(registry, collector);
        this.spaces = new SpaceReader(registry, limits, collector);
        this.matching = new SizeMatching(configurations, sizes, collector);
    }

    /**
     * Reads a file.
     *
     * @param source the file as the user named it
     * @param sizes asked only where a variant is to match the baseline's size
     * @param notices takes what to write instead of old forms
     * @throws org.recurve.app.problem.UserError naming every problem of the file
     */
    public static Experiment read(
            String source,
            String text,
            PluginRegistry registry,
            Overrides overrides,
            ModelSize.SizeTracer sizes,
            Consumer<String> notices) {
        ExperimentReader reader = new ExperimentReader(registry, overrides.limits(), sizes);
        List<SourceDocument> chain = SourceDocument.chain(source, text, reader.collector);
        Experiment experiment = reader.read(new StoredText(chain, overrides));
        chain.stream()
                .flatMap(document -> ConfigurationReader.deprecations(document.root()).stream())
                .forEach(notices);
        return experiment;
    }

    /** Reads a file without a word on old forms in it. */
    public static Experiment read(
            String source, String text, PluginRegistry registry, Overrides overrides, ModelSize.SizeTracer sizes) {
        return read(source, text, registry, overrides, sizes, _ -> {});
    }

    /**
     * Reads a study again from the text it was stored with, which has all it came from.
     *
     * @param text as {@link Experiment#text} was
     */
    public static Experiment stored(String study, String text, PluginRegistry registry, ModelSize.SizeTracer sizes) {
        ProblemCollector collector = new ProblemCollector();
        StoredText stored = StoredText.read("the stored file of " + study, text, collector);
        collector.raise();
        return new ExperimentReader(registry, stored.overrides().limits(), sizes)
                .read(stored)
                .named(study);
    }

    /** Reads a file in which no variant matches the baseline's size. */
    public static Experiment read(String source, String text, PluginRegistry registry, Overrides overrides) {
        return read(source, text, registry, overrides, _ -> {
            throw new InvalidSetting("the size of a model cannot be known without its data");
        });
    }

    private Experiment read(StoredText stored) {
        List<SourceDocument> chain = stored.chain();
        Overrides overrides = stored.overrides();
        if (chain.isEmpty()) {
            collector.raise();
            throw new IllegalStateException("a problem was reported");
        }
        chain.forEach(document -> document.root().entries().forEach(this::known));
        if (!FileSize.isAllowed(chain, limits, collector)) {
            collector.raise();
        }
        FileAssembly assembly = new FileAssembly(chain, configurations, reader, list, collector);
        Optional<MappingNode> own = assembly.resolve(List.of());
        if (own.isEmpty()) {
            MappingNode file = assembly.unresolved();
            studies.read(file, stored.text(), List.of(), overrides.quick());
            new UnresolvedFile(file, configurations.parts(file), registry, reader, spaces, limits, collector).check();
            collector.raise();
        }
        List<DeltaChange> quick = delta(own.orElseThrow(), FileSection.QUICK);
        if (!quick.isEmpty()) {
            sound(new Baseline(assembly, list, quick)); // even when it is not asked for
        }
        List<DeltaChange> changes = new ArrayList<>(overrides.quick() ? quick : List.of());
        List<DeltaChange> sets = sets(
                overrides,
                changes.isEmpty()
                        ? own.get()
                        : new Baseline(assembly, list, changes).file().orElse(own.get()));
        changes.addAll(sets);
        Baseline baseline = new Baseline(assembly, list, changes);
        MappingNode file = baseline.file().orElse(own.get());
        SeedList seedList = file.get(FileSection.SEEDS.key())
                .map(new StudyReader(registry, limits, new ProblemCollector())::seeds)
                .orElse(SeedList.ONE);
        VariantReader variants = new VariantReader(baseline, configurations, reader, list, matching, limits, collector);
        List<SearchPoint> points = spaces.points(file);
        List<StudyVariant> all = new ArrayList<>(variants.read(seedList, points));
        if (!all.isEmpty()) {
            all.set(0, all.getFirst().noting(spaces.notes()));
        }
        Experiment experiment = studies.read(file, stored.text(), all, overrides.quick());
        Optional<TuningPlan> tune = all.stream()
                .findFirst()
                .flatMap(first -> tune(file, first.configuration().measures(), seedList, variants, all.size(), points));
        tune.ifPresent(t -> all.forEach(variant -> t.at().of(variant, new Suggestion(middle(t)), 0)));
        collector.raise();
        return tune.map(experiment::tuning).orElse(experiment).named(name(experiment.study(), sets));
    }

    /** Returns the name of the study that these settings of the command line make of the file's. */
    private static String name(String study, List<DeltaChange> sets) {
        return new StudyName(
                        study,
                        sets.stream()
                                .filter(set -> !set.path().equals(FileSection.STUDY.key()))
                                .filter(DeltaChange.SetValue.class::isInstance)
                                .map(DeltaChange.SetValue.class::cast)
                                .map(set -> set.path().replace("*", "all") + "=" + SettingNames.words(set.value()))
                                .toList())
                .text();
    }

    private void sound(Baseline quick) {
        quick.file().ifPresent(file -> {
            configurations.changed(file);
            file.get(FileSection.SEEDS.key()).ifPresent(studies::seeds);
        });
    }

    /** Returns a point that every path of a search can be tried at before anything runs. */
    private static List<Double> middle(TuningPlan plan) {
        return plan.axes().stream().map(_ -> 0.5).toList();
    }

    private Optional<TuningPlan> tune(
            MappingNode file,
            List<MeasureSpec> specs,
            SeedList seedList,
            VariantReader reader,
            int variants,
            List<SearchPoint> points) {
        int before = collector.count();
        Optional<SpaceReader.TuneSettings> section = spaces.tuned(file);
        Optional<SearchSpace> space = section.flatMap(tuneSettings -> tuneSettings.over() instanceof MappingNode over
                ? spaces.space(over, FileSection.TUNE)
                : Optional.empty());
        space.ifPresent(tuned -> once(tuned, points));
        Optional<EpochSelection> by = section.flatMap(tuneSettings -> configurations.goal(tuneSettings.by(), specs));
        if (section.isEmpty() || space.isEmpty() || by.isEmpty() || collector.count() > before) {
            return Optional.empty();
        }
        if (seedList.folds() > 0) {
            collector.add(
                    file.place(),
                    FileSection.TUNE.key(),
                    "what one fold tests the others train on, so a search over them would have seen every test; tune in a"
                            + " study of its own, on examples that this one does not have, or remove folds");
            return Optional.empty();
        }
        long trials = FileLimits.times(section.get().trials(), variants);
        if (!limits.allow(Limit.TRIALS, trials, file.place(), FileSection.TUNE.key(), collector)) {
            return Optional.empty();
        }
        long fresh = 1 + seedList.all().stream().mapToLong(seed -> seed).max().orElse(0);
        return Optional.of(new TuningPlan(
                section.get().search(),
                section.get().trials(),
                by.get(),
                fresh,
                space.get().axes(),
                space.get().finest(),
                file.entry(FileSection.TUNE.key()).map(MappingEntry::place).orElse(file.place()),
                (variant, suggestion, finer) -> tried(
                        variant,
                        tried(variant, points, space.get().at(suggestion, finer)),
                        suggestion.budget(),
                        seedList,
                        reader)));
    }

    /** Reports a metric of every value, which cannot be set to the best one. */
    private void once(SearchSpace tuned, List<SearchPoint> swept) {
        Set<String> paths = swept.stream()
                .flatMap(point -> point.settings().stream())
                .map(MappingEntry::key)
                .collect(Collectors.toSet());
        tuned.dimensions().stream()
                .filter(dimension -> paths.contains(dimension.path()))
                .forEach(dimension -> collector.add(
                        dimension.place(),
                        FileSection.TUNE.key() + "." + dimension.path(),
                        "this is swept already: a sweep reports each of its values, and tune would choose one",
                        "leave it to one of the two"));
    }

    /** Returns a suggestion at the variant's own point of the sweep. */
    private static SearchPoint tried(StudyVariant variant, List<SearchPoint> swept, SearchPoint suggested) {
        SearchPoint own = swept.stream().filter(variant::isAt).findFirst().orElse(SearchPoint.NONE);
        return own.and(suggested);
    }

    private StudyVariant tried(
            StudyVariant variant, SearchPoint point, double budget, SeedList seedList, VariantReader variants) {
        List<MappingEntry> settings = new ArrayList<>(point.settings());
        if (budget < 1) {
            int epochs = variant.configuration().sections().train().epochs();
            SourcePosition position = variant.place();
            settings.add(new MappingEntry(
                    "train.epochs", position, ScalarNode.of(position, Math.max(1, Math.round(budget * epochs)))));
        }
        SearchPoint whole = budget < 1
                ? new SearchPoint(
                        point.name() + ",epochs=" + settings.getLast().value().plain(), settings)
                : point;
        Optional<StudyVariant> tried = variants.at(variant, whole, seedList);
        collector.raise();
        return tried.orElseThrow();
    }

    private void known(MappingEntry entry) {
        if (FileSection.of(entry.key()).isEmpty()) {
            collector.add(
                    entry.place(),
                    entry.key(),
                    "there is no section \"" + entry.key() + "\"."
                            + NearestName.question(entry.key(), FileSection.keys()),
                    NearestName.elsewhere(entry.key(), FileSection.keys()),
                    "sections: " + String.join(", ", FileSection.keys()));
            collector.raiseIfMany();
        }
    }

    private List<DeltaChange> delta(MappingNode file, FileSection section) {
        return file.get(section.key())
                .map(node -> reader.read(node, section.key()))
                .orElse(List.of());
    }

    /**
     * Returns what the command line changes.
     *
     * @param file what it changes: where seeds are folds, those that are named are still folds
     */
    private List<DeltaChange> sets(Overrides overrides, MappingNode file) {
        List<DeltaChange> changes = new ArrayList<>();
        for (String set : overrides.sets()) {
            int sign = set.indexOf('=');
            SourcePosition position = SourcePosition.of("--set " + set);
            if (sign < 1) {
                collector.add(position, "", "expected path=value, such as --set train.batch=32");
            } else {
                YamlNode value = YamlReader.value(position.source(), set.substring(sign + 1), collector);
                changes.add(new DeltaChange.SetValue(set.substring(0, sign).strip(), position, value));
            }
        }
        if (!overrides.seeds().isEmpty()) {
            SourcePosition position = SourcePosition.of("--seed");
            List<YamlNode> seeds = overrides.seeds().stream()
                    .<YamlNode>map(s -> ScalarNode.of(position, s))
                    .toList();
            boolean folds = file.get(FileSection.SEEDS.key()).orElse(null) instanceof MappingNode section
                    && section.get("folds").isPresent();
            changes.add(new DeltaChange.SetValue(
                    FileSection.SEEDS.key() + (folds ? ".only" : ""), position, new SequenceNode(position, seeds)));
        }
        return changes;
    }
}
