package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Bound;
import org.recurve.app.binding.Names;
import org.recurve.app.binding.Owner;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.Section.Role;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Select;

/** Reads the sections that decide a trial's numbers. */
final class ConfigurationReader {
    private final Registry registry;
    private final Problems problems;
    private final Turns turns;

    ConfigurationReader(Registry registry, Problems problems) {
        this.registry = registry;
        this.problems = problems;
        this.turns = new Turns(problems);
    }

    /** The file's own configuration: its parts get their names here. */
    Optional<Configuration> named(Mapping root) {
        return read(root, Names.assigned(Section.reserved(), problems));
    }

    /** The names that the file's parts have, whatever else is wrong with them; none if some are not known. */
    Set<String> parts(Mapping root) {
        Names names = Names.assigned(Section.reserved(), new Problems());
        new ConfigurationReader(registry, new Problems()).read(root, names);
        return names.isDoubtful() ? Set.of() : names.all();
    }

    /** A changed configuration, whose parts have their names already. */
    Optional<Configuration> changed(Mapping root) {
        return read(root, Names.fixed(Section.reserved(), problems));
    }

    /** What a search goes by: {@code validation.loss}, or {@code {validation.accuracy: max}}. */
    Optional<Select> goal(Node node, List<Measure> measures) {
        Node select = node instanceof Scalar scalar && scalar.text().isPresent()
                ? new Mapping(
                        node.place(),
                        List.of(new Entry(scalar.text().get(), node.place(), Scalar.of(node.place(), "min"))))
                : node;
        Binder binder = new Binder(registry, Names.fixed(Section.reserved(), problems), problems);
        return new MeasureReader(binder, problems).select(select, measures, Section.TUNE.key() + ".by");
    }

    private Optional<Configuration> read(Mapping root, Names names) {
        int before = problems.count();
        Binder binder = new Binder(registry, names, problems);
        List<Entry> given = root.entries().stream()
                .filter(entry -> Section.of(entry.key())
                        .filter(section -> section.role() == Role.TRIAL)
                        .isPresent())
                .map(entry -> entry.key().equals(Section.PHASES.key()) ? turns.given(entry) : entry)
                .toList();
        Place start = root.place();
        Optional<Bound<Sections>> bound =
                binder.record(Sections.class, new Mapping(start, given), new Owner("a study", "a study", start, ""));
        if (bound.isEmpty()) {
            measures(root, binder);
        }
        return bound.flatMap(b -> complete(b, binder)).filter(_ -> problems.count() == before);
    }

    /** Reads what is measured where other sections cannot be read, to report its mistakes together with theirs. */
    private void measures(Mapping root, Binder binder) {
        MeasureReader reader = new MeasureReader(binder, problems);
        List<Measure> measures = new ArrayList<>();
        root.get(Section.MEASURE.key()).stream()
                .flatMap(node -> node instanceof Sequence list ? list.items().stream() : Stream.of(node))
                .forEach(node -> reader.measure(node).map(Bound::value).ifPresent(measures::add));
        root.get(Section.SELECT.key()).ifPresent(node -> reader.select(node, measures, Section.SELECT.key()));
    }

    private Optional<Configuration> complete(Bound<Sections> bound, Binder binder) {
        if (bound.value().model().parts().isEmpty()) {
            Mapping sections = (Mapping) bound.normal();
            problems.add(
                    sections.get(Section.MODEL.key()).map(Node::place).orElse(sections.place()),
                    Section.MODEL.key(),
                    "a model without layers has nothing to train",
                    "give it a layer, such as - dense: 10");
        }
        MeasureReader reader = new MeasureReader(binder, problems);
        List<Bound<Measure>> measures = new ArrayList<>();
        bound.value().measure().forEach(node -> reader.measure(node).ifPresent(measures::add));
        List<Measure> values = reader.distinct(measures);
        Optional<Select> select =
                bound.value().select().flatMap(node -> reader.select(node, values, Section.SELECT.key()));
        Mapping sections = (Mapping) bound.normal();
        Mapping normal = new Mapping(
                sections.place(),
                sections.entries().stream()
                        .map(entry ->
                                entry.key().equals(Section.MEASURE.key()) ? reader.normal(entry, measures) : entry)
                        .toList());
        return Optional.of(new Configuration(normal, bound.value(), values, select, binder.used()));
    }
}
