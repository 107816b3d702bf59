package org.recurve.app.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.Measure;

/** The metrics and variants that a file names, for those who refer to them. */
record Known(Set<String> metrics, Set<String> variants, Set<String> tasks, Problems problems) {
    static Known in(Mapping file, List<Variant> all, FileLimits limits, Problems problems) {
        Ablations ablations =
                new Ablations(limits, new Problems()); // what is wrong there is reported by those who run them
        Set<String> variants = new LinkedHashSet<>(List.of(Variant.BASELINE));
        ablations.of(file).stream().map(Entry::key).filter(Known::isPlausible).forEach(variants::add);
        all.stream().map(Variant::name).forEach(variants::add);
        Set<String> tasks = new LinkedHashSet<>(
                ablations.tasks(file).stream().map(Entry::key).toList());
        Stream<String> metrics = all.isEmpty()
                ? file.get(Section.MEASURE.key()).map(Known::names).orElse(List.of()).stream()
                        .filter(MeasureReader::isQualified)
                : all.stream()
                        .flatMap(variant -> variant.configuration().measures().stream())
                        .map(Measure::qualified);
        Set<String> measured = new LinkedHashSet<>(metrics.toList());
        return new Known(measured, variants, tasks, problems);
    }

    /** A mistaken name is no remedy for another; those that a mode makes have signs between names. */
    private static boolean isPlausible(String name) {
        return Identifier.isName(name.replaceAll("[+.]", "-"));
    }

    private static List<String> names(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar.text().stream().toList();
            case Sequence sequence ->
                sequence.items().stream().flatMap(item -> names(item).stream()).toList();
            case Mapping mapping -> mapping.keys();
            case Node.Reference reference -> List.of(reference.id());
        };
    }

    void metric(String name, Place place, String path) {
        boolean isLoss = name.endsWith("." + Measure.LOSS);
        if (!isLoss && !metrics.contains(name)) {
            problems.add(
                    place,
                    path,
                    "\"" + name + "\" is not measured; add it to measure." + Nearest.question(name, metrics));
        }
    }

    /** {@code variant}, or {@code variant/task}. */
    void arm(String name, Place place, String path) {
        int slash = name.indexOf('/');
        variant(slash < 0 ? name : name.substring(0, slash), place, path);
        String task = slash < 0 ? "" : name.substring(slash + 1);
        if (slash >= 0 && !tasks.contains(task)) {
            problems.add(
                    place,
                    path,
                    "there is no task \"" + task + "\"." + Nearest.question(task, tasks),
                    tasks.isEmpty() ? "the study has no tasks" : "tasks: " + String.join(", ", tasks));
        }
    }

    void variant(String name, Place place, String path) {
        if (!variants.contains(name)) {
            problems.add(
                    place,
                    path,
                    "there is no variant \"" + name + "\"." + Nearest.question(name, variants),
                    "variants: " + String.join(", ", variants));
        }
    }
}
