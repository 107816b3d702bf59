package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Identifier;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.Section.Role;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.app.yaml.YamlReader;

/** Reads an experiment file: names the parts, applies what the command line changes, and makes the variants. */
public final class ExperimentReader {
    private final Problems problems = new Problems();
    private final ConfigurationReader configurations;
    private final DeltaReader deltas = new DeltaReader(problems);
    private final StudyReader studies = new StudyReader(problems);

    private ExperimentReader(Registry registry) {
        this.configurations = new ConfigurationReader(registry, problems);
    }

    /**
     * Reads a file.
     *
     * @param source the file as the user named it
     * @throws org.recurve.app.problem.UserError naming every problem of the file
     */
    public static Experiment read(String source, String text, Registry registry, Overrides overrides) {
        return new ExperimentReader(registry).read(source, text, overrides);
    }

    private Experiment read(String source, String text, Overrides overrides) {
        Node document = YamlReader.file(source, text, problems);
        if (!(document instanceof Mapping file)) {
            problems.add(
                    document.place(),
                    "",
                    "expected the sections of an experiment, found " + document.described(),
                    "sections: " + String.join(", ", Section.keys()));
            problems.raise();
            throw new IllegalStateException("a problem was reported");
        }
        file.entries().forEach(this::known);
        Optional<Configuration> own = configurations.named(file);
        List<Change> quick = delta(file, Section.QUICK);
        if (own.isEmpty()) {
            studies.read(file, text, List.of(), overrides.quick());
            ablations(file);
            problems.raise();
        }
        Mapping named = with(file, own.orElseThrow());
        Mapping asFiled = apply(named, quick);
        if (!quick.isEmpty()) {
            configurations.changed(asFiled); // the quick form must be sound even when it is not asked for
            asFiled.get(Section.SEEDS.key()).ifPresent(studies::seeds);
        }
        Mapping changed = apply(overrides.quick() ? asFiled : named, sets(overrides));
        Optional<Configuration> baseline = configurations.changed(changed);
        List<Variant> variants =
                baseline.map(b -> variants(with(changed, b), b)).orElse(List.of());
        Experiment experiment = studies.read(changed, text, variants, overrides.quick());
        problems.raise();
        return experiment;
    }

    private void known(Entry entry) {
        Optional<Section> section = Section.of(entry.key());
        if (section.isEmpty()) {
            problems.add(
                    entry.place(),
                    entry.key(),
                    "there is no section \"" + entry.key() + "\"." + Nearest.question(entry.key(), Section.keys()),
                    "sections: " + String.join(", ", Section.keys()));
        } else if (section.get().role() == Role.LATER) {
            problems.add(
                    entry.place(),
                    entry.key(),
                    "the section \"" + entry.key() + "\" is not yet supported",
                    "sections that are: " + String.join(", ", Section.keys()));
        }
    }

    private List<Change> delta(Mapping file, Section section) {
        return file.get(section.key())
                .map(node -> deltas.read(node, section.key()))
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

    private Mapping apply(Mapping root, List<Change> changes) {
        Mapping changed = root;
        for (Change change : changes) {
            changed = Edit.apply(changed, change, problems);
        }
        return changed;
    }

    /** The file with its trial sections in their normal form. */
    private static Mapping with(Mapping file, Configuration configuration) {
        List<Entry> entries = new ArrayList<>(configuration.normal().entries());
        file.entries().stream()
                .filter(entry -> configuration.normal().entry(entry.key()).isEmpty())
                .forEach(entries::add);
        return new Mapping(file.place(), entries);
    }

    private List<Variant> variants(Mapping baseline, Configuration configuration) {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(Variant.BASELINE, baseline.place(), configuration));
        for (Entry entry : ablations(baseline)) {
            variant(entry, baseline).ifPresent(variant -> {
                different(variant, variants);
                variants.add(variant);
            });
        }
        return variants;
    }

    private List<Entry> ablations(Mapping file) {
        Optional<Node> ablate = file.get(Section.ABLATE.key());
        if (ablate.isEmpty()) {
            return List.of();
        }
        if (!(ablate.get() instanceof Mapping named)) {
            problems.add(
                    ablate.get().place(),
                    Section.ABLATE.key(),
                    "expected named changes, such as" + " {no-pool: {remove: pool1}}, found "
                            + ablate.get().described());
            return List.of();
        }
        named.entry("mode")
                .ifPresent(mode -> problems.add(
                        mode.place(),
                        Section.ABLATE.key(),
                        "\"mode\" is not yet supported; name each variant with its change"));
        named.entries().stream()
                .filter(e -> !Identifier.isValid(e.key()) || e.key().equals(Variant.BASELINE))
                .forEach(e -> problems.add(
                        e.place(), "ablate." + e.key(), "a variant cannot be named so; use " + Identifier.RULE));
        return named.entries();
    }

    private Optional<Variant> variant(Entry entry, Mapping baseline) {
        String path = "ablate." + entry.key();
        int before = problems.count();
        List<Change> changes = deltas.read(entry.value(), path);
        changes.stream()
                .filter(change -> !isOfTrial(change))
                .forEach(change ->
                        problems.add(change.place(), change.path(), "a variant changes the trial, not the study"));
        Mapping changed = apply(baseline, changes);
        if (problems.count() > before) {
            return Optional.empty();
        }
        return configurations.changed(changed).map(c -> new Variant(entry.key(), entry.place(), c));
    }

    private static boolean isOfTrial(Change change) {
        String first = change.path().split("\\.", -1)[0];
        return Section.of(first).map(section -> section.role() == Role.TRIAL).orElse(true);
    }

    /** A variant that changes nothing would be compared with itself. */
    private void different(Variant variant, List<Variant> others) {
        String canonical = variant.configuration().canonical();
        others.stream()
                .filter(other -> other.configuration().canonical().equals(canonical))
                .findFirst()
                .ifPresent(other -> problems.add(
                        variant.place(),
                        "ablate." + variant.name(),
                        "this variant changes nothing: its resolved configuration is that of " + other.name(),
                        "every value it sets stands there already; change something else, or remove the variant"));
    }
}
