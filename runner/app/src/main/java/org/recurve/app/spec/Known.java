package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.Measure;

/** The metrics and variants that a file names, for those who refer to them. */
record Known(List<String> metrics, List<String> variants, Problems problems) {
    static Known in(Mapping file, Problems problems) {
        List<String> variants = new ArrayList<>(List.of(Variant.BASELINE));
        file.get(Section.ABLATE.key()).map(Known::names).ifPresent(variants::addAll);
        List<String> metrics = file.get(Section.MEASURE.key()).map(Known::names).orElse(List.of());
        return new Known(metrics, variants, problems);
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
