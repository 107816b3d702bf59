package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.search.Suggestion;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.FileLimits.Limit;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.app.yaml.YamlReader;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Select;

/** Reads an experiment file: names the parts, applies what the command line changes, and makes the variants. */
public final class ExperimentReader {
    private final Problems problems = new Problems();
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final Deltas deltas;
    private final StudyReader studies;
    private final FileLimits limits;
    private final Registry registry;
    private final Matching matching;
    private final SpaceReader spaces;

    private ExperimentReader(Registry registry, FileLimits limits, Size.Of sizes) {
        this.limits = limits;
        this.registry = registry;
        this.studies = new StudyReader(limits, problems);
        this.configurations = new ConfigurationReader(registry, problems);
        this.reader = new DeltaReader(registry, problems);
        this.deltas = new Deltas(registry, problems);
        this.spaces = new SpaceReader(registry, limits, problems);
        this.matching = new Matching(configurations, sizes, problems);
    }

    /**
     * Reads a file.
     *
     * @param source the file as the user named it
     * @param sizes asked only where a variant is to match the baseline's size
     * @throws org.recurve.app.problem.UserError naming every problem of the file
     */
    public static Experiment read(String source, String text, Registry registry, Overrides overrides, Size.Of sizes) {
        ExperimentReader reader = new ExperimentReader(registry, overrides.limits(), sizes);
        return reader.read(new StoredText(Document.chain(source, text, reader.problems), overrides));
    }

    /**
     * Reads a study again from the text it was stored with, which has all it came from.
     *
     * @param text as {@link Experiment#text} was
     */
    public static Experiment stored(String study, String text, Registry registry, Size.Of sizes) {
        Problems problems = new Problems();
        StoredText stored = StoredText.read("the stored file of " + study, text, problems);
        problems.raise();
        return new ExperimentReader(registry, stored.overrides().limits(), sizes).read(stored);
    }

    /** Reads a file in which no variant matches the baseline's size. */
    public static Experiment read(String source, String text, Registry registry, Overrides overrides) {
        return read(source, text, registry, overrides, _ -> {
            throw new InvalidSetting("the size of a model cannot be known without its data");
        });
    }

    private Experiment read(StoredText stored) {
        List<Document> chain = stored.chain();
        Overrides overrides = stored.overrides();
        if (chain.isEmpty()) {
            problems.raise();
            throw new IllegalStateException("a problem was reported");
        }
        chain.forEach(document -> document.root().entries().forEach(this::known));
        if (!FileSize.isAllowed(chain, limits, problems)) {
            problems.raise();
        }
        Assembly assembly = new Assembly(chain, configurations, reader, deltas, problems);
        Optional<Mapping> own = assembly.resolve(List.of());
        if (own.isEmpty()) {
            Mapping file = assembly.unresolved();
            studies.read(file, stored.text(), List.of(), overrides.quick());
            new UnresolvedFile(file, configurations.parts(file), registry, reader, spaces, limits, problems).check();
            problems.raise();
        }
        List<Change> quick = delta(own.orElseThrow(), Section.QUICK);
        if (!quick.isEmpty()) {
            sound(new Baseline(assembly, deltas, quick)); // even when it is not asked for
        }
        List<Change> changes = new ArrayList<>(overrides.quick() ? quick : List.of());
        changes.addAll(sets(overrides));
        Baseline baseline = new Baseline(assembly, deltas, changes);
        Mapping file = baseline.file().orElse(own.get());
        Seeds seeds = file.get(Section.SEEDS.key())
                .map(new StudyReader(limits, new Problems())::seeds)
                .orElse(Seeds.ONE);
        VariantReader variants =
                new VariantReader(baseline, configurations, reader, deltas, matching, limits, problems);
        List<Point> points = spaces.points(file);
        List<Variant> all = new ArrayList<>(variants.read(seeds, points));
        if (!all.isEmpty()) {
            all.set(0, all.getFirst().noting(spaces.notes()));
        }
        Experiment experiment = studies.read(file, stored.text(), all, overrides.quick());
        Optional<Tune> tune = all.stream()
                .findFirst()
                .flatMap(first -> tune(file, first.configuration().measures(), seeds, variants, all.size(), points));
        tune.ifPresent(t -> all.forEach(variant -> t.at().of(variant, new Suggestion(middle(t)), 0)));
        problems.raise();
        return tune.map(experiment::tuning).orElse(experiment);
    }

    private void sound(Baseline quick) {
        quick.file().ifPresent(file -> {
            configurations.changed(file);
            file.get(Section.SEEDS.key()).ifPresent(studies::seeds);
        });
    }

    /** A point that every path of a search can be tried at before anything runs. */
    private static List<Double> middle(Tune tune) {
        return tune.axes().stream().map(_ -> 0.5).toList();
    }

    private Optional<Tune> tune(
            Mapping file, List<Measure> measures, Seeds seeds, VariantReader reader, int variants, List<Point> points) {
        int before = problems.count();
        Optional<SpaceReader.Tuned> section = spaces.tuned(file);
        Optional<Space> space = section.flatMap(
                tuned -> tuned.over() instanceof Mapping over ? spaces.space(over, Section.TUNE) : Optional.empty());
        space.ifPresent(tuned -> once(tuned, points));
        Optional<Select> by = section.flatMap(tuned -> configurations.goal(tuned.by(), measures));
        if (section.isEmpty() || space.isEmpty() || by.isEmpty() || problems.count() > before) {
            return Optional.empty();
        }
        long trials = FileLimits.times(section.get().trials(), variants);
        if (!limits.allow(Limit.TRIALS, trials, file.place(), Section.TUNE.key(), problems)) {
            return Optional.empty();
        }
        long fresh = 1 + seeds.all().stream().mapToLong(seed -> seed).max().orElse(0);
        return Optional.of(new Tune(
                section.get().search(),
                section.get().trials(),
                by.get(),
                fresh,
                space.get().axes(),
                space.get().finest(),
                (variant, suggestion, finer) -> tried(
                        variant,
                        tried(variant, points, space.get().at(suggestion, finer)),
                        suggestion.budget(),
                        seeds,
                        reader)));
    }

    /** What is reported at every value cannot be set to the best one. */
    private void once(Space tuned, List<Point> swept) {
        Set<String> paths = swept.stream()
                .flatMap(point -> point.settings().stream())
                .map(Entry::key)
                .collect(Collectors.toSet());
        tuned.dimensions().stream()
                .filter(dimension -> paths.contains(dimension.path()))
                .forEach(dimension -> problems.add(
                        dimension.place(),
                        Section.TUNE.key() + "." + dimension.path(),
                        "this is swept already: a sweep reports each of its values, and tune would choose one",
                        "leave it to one of the two"));
    }

    /** A suggestion at the variant's own point of the sweep. */
    private static Point tried(Variant variant, List<Point> swept, Point suggested) {
        Point own = swept.stream().filter(variant::isAt).findFirst().orElse(Point.NONE);
        return own.and(suggested);
    }

    private Variant tried(Variant variant, Point point, double budget, Seeds seeds, VariantReader variants) {
        List<Entry> settings = new ArrayList<>(point.settings());
        if (budget < 1) {
            int epochs = variant.configuration().sections().train().epochs();
            Place place = variant.place();
            settings.add(new Entry("train.epochs", place, Scalar.of(place, Math.max(1, Math.round(budget * epochs)))));
        }
        Point whole = budget < 1
                ? new Point(
                        point.name() + ",epochs=" + settings.getLast().value().plain(), settings)
                : point;
        Optional<Variant> tried = variants.at(variant, whole, seeds);
        problems.raise();
        return tried.orElseThrow();
    }

    private void known(Entry entry) {
        if (Section.of(entry.key()).isEmpty()) {
            problems.add(
                    entry.place(),
                    entry.key(),
                    "there is no section \"" + entry.key() + "\"." + Nearest.question(entry.key(), Section.keys()),
                    "sections: " + String.join(", ", Section.keys()));
            problems.raiseIfMany();
        }
    }

    private List<Change> delta(Mapping file, Section section) {
        return file.get(section.key())
                .map(node -> reader.read(node, section.key()))
                .orElse(List.of());
    }

    private List<Change> sets(Overrides overrides) {
        List<Change> changes = new ArrayList<>();
        for (String set : overrides.sets()) {
            int sign = set.indexOf('=');
            Place place = Place.of("--set " + set);
            if (sign < 1) {
                problems.add(place, "", "expected path=value, such as --set train.batch=32");
            } else {
                Node value = YamlReader.value(place.source(), set.substring(sign + 1), problems);
                changes.add(new Change.Set(set.substring(0, sign).strip(), place, value));
            }
        }
        if (!overrides.seeds().isEmpty()) {
            Place place = Place.of("--seed");
            List<Node> seeds = overrides.seeds().stream()
                    .<Node>map(s -> Scalar.of(place, s))
                    .toList();
            changes.add(new Change.Set(Section.SEEDS.key(), place, new Sequence(place, seeds)));
        }
        return changes;
    }
}
