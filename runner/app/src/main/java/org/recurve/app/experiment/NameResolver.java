package org.recurve.app.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.event.ArmName;
import org.recurve.api.measure.MetricName;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.document.FileLimits;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.MeasureSpec;

/** The metrics and variants that a file names, for those who refer to them. */
record NameResolver(Set<String> metrics, Set<String> variants, Set<String> tasks, ProblemCollector problems) {
    static NameResolver in(MappingNode file, List<StudyVariant> all, FileLimits limits, ProblemCollector collector) {
        AblationReader reader = new AblationReader(
                limits, new ProblemCollector()); // what is wrong there is reported by those who run them
        Set<String> variants = new LinkedHashSet<>(List.of(StudyVariant.BASELINE));
        reader.of(file).stream()
                .map(MappingEntry::key)
                .filter(NameResolver::isPlausible)
                .forEach(variants::add);
        all.stream().map(StudyVariant::name).forEach(variants::add);
        Set<String> tasks = new LinkedHashSet<>(
                reader.tasks(file).stream().map(MappingEntry::key).toList());
        Stream<String> metrics = all.isEmpty()
                ? file.get(FileSection.MEASURE.key()).map(NameResolver::names).orElse(List.of()).stream()
                        .filter(name -> MetricName.parse(name).isQualified())
                : all.stream()
                        .flatMap(variant -> variant.configuration().measures().stream())
                        .map(MeasureSpec::qualified);
        Set<String> measured = new LinkedHashSet<>(metrics.toList());
        return new NameResolver(measured, variants, tasks, collector);
    }

    /** Returns a mistaken name is no remedy for another; those that a mode makes have signs between names. */
    private static boolean isPlausible(String name) {
        return Identifier.isName(name.replaceAll("[+.]", "-"));
    }

    private static List<String> names(YamlNode node) {
        return switch (node) {
            case ScalarNode scalarNode -> scalarNode.text().stream().toList();
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream()
                        .flatMap(item -> names(item).stream())
                        .toList();
            case MappingNode mappingNode -> mappingNode.keys();
            case YamlNode.ReferenceNode referenceNode -> List.of(referenceNode.id());
        };
    }

    void metric(String name, SourcePosition position, String path) {
        if (!MetricName.parse(name).isLoss() && !metrics.contains(name)) {
            Set<String> known = new LinkedHashSet<>(metrics);
            Data.SPLITS.forEach(split -> known.add(MeasureSpec.loss(split).qualified()));
            problems.add(
                    position,
                    path,
                    "\"" + name + "\" is not measured; add it to measure." + NearestName.question(name, known));
        }
    }

    void arm(ArmName name, SourcePosition position, String path) {
        variant(name.variant(), position, path);
        if (!name.task().isEmpty() && !tasks.contains(name.task())) {
            problems.add(
                    position,
                    path,
                    "there is no task \"" + name.task() + "\"." + NearestName.question(name.task(), tasks),
                    tasks.isEmpty() ? "the study has no tasks" : "tasks: " + String.join(", ", tasks));
        }
    }

    void variant(String name, SourcePosition position, String path) {
        if (!variants.contains(name)) {
            problems.add(
                    position,
                    path,
                    "there is no variant \"" + name + "\"." + NearestName.question(name, variants),
                    "variants: " + String.join(", ", variants));
        }
    }
}
