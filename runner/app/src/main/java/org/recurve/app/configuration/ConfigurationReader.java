package org.recurve.app.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingOwner;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.configuration.FileSection.SectionRole;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.MeasureSpec;

/** Reads the sections that decide a trial's numbers. */
public final class ConfigurationReader {
    private final PluginRegistry registry;
    private final ProblemCollector collector;
    private final PhaseOrder order;

    public ConfigurationReader(PluginRegistry registry, ProblemCollector collector) {
        this.registry = registry;
        this.collector = collector;
        this.order = new PhaseOrder(collector);
    }

    /** Returns the file's own configuration: its parts get their names here. */
    public Optional<Configuration> named(MappingNode root) {
        return read(root, PartNames.assigned(FileSection.reserved(), collector));
    }

    /** Returns what to write instead of forms that the next release does not read any more. */
    public static List<String> deprecations(MappingNode file) {
        return PhaseOrder.advice(file).stream().toList();
    }

    /** Returns the names that the file's parts have, whatever else is wrong with them; none if some are not known. */
    public Set<String> parts(MappingNode root) {
        PartNames names = PartNames.assigned(FileSection.reserved(), new ProblemCollector());
        new ConfigurationReader(registry, new ProblemCollector()).read(root, names);
        return names.isDoubtful() ? Set.of() : names.all();
    }

    /** Returns a changed configuration, whose parts have their names already. */
    public Optional<Configuration> changed(MappingNode root) {
        return read(root, PartNames.fixed(FileSection.reserved(), collector));
    }

    /** Returns what a search goes by: {@code validation.loss}, or {@code {validation.accuracy: max}}. */
    public Optional<EpochSelection> goal(YamlNode node, List<MeasureSpec> specs) {
        YamlNode select =
                node instanceof ScalarNode scalarNode && scalarNode.text().isPresent()
                        ? new MappingNode(
                                node.place(),
                                List.of(new MappingEntry(
                                        scalarNode.text().get(), node.place(), ScalarNode.of(node.place(), "min"))))
                        : node;
        SettingsBinder binder =
                new SettingsBinder(registry, PartNames.fixed(FileSection.reserved(), collector), collector);
        return new MeasureReader(binder, collector).select(select, specs, FileSection.TUNE.key() + ".by");
    }

    private Optional<Configuration> read(MappingNode root, PartNames names) {
        int before = collector.count();
        SettingsBinder binder = new SettingsBinder(registry, names, collector);
        List<MappingEntry> given = root.entries().stream()
                .filter(entry -> FileSection.of(entry.key())
                        .filter(section -> section.role() == SectionRole.TRIAL)
                        .isPresent())
                .flatMap(entry ->
                        entry.key().equals(FileSection.PHASES.key()) ? order.given(entry).stream() : Stream.of(entry))
                .toList();
        SourcePosition start = root.place();
        Optional<BoundNode<TrialSections>> bound = binder.record(
                TrialSections.class, new MappingNode(start, given), new SettingOwner("a study", "a study", start, ""));
        if (bound.isEmpty()) {
            measures(root, binder);
        }
        return bound.flatMap(b -> complete(b, binder)).filter(_ -> collector.count() == before);
    }

    /** Reads what is measured where other sections cannot be read, to report its mistakes together with theirs. */
    private void measures(MappingNode root, SettingsBinder binder) {
        MeasureReader reader = new MeasureReader(binder, collector);
        List<MeasureSpec> specs = new ArrayList<>();
        root.get(FileSection.MEASURE.key()).stream()
                .flatMap(node -> node instanceof SequenceNode list ? list.items().stream() : Stream.of(node))
                .forEach(node -> reader.measure(node).map(BoundNode::value).ifPresent(specs::add));
        root.get(FileSection.SELECT.key()).ifPresent(node -> reader.select(node, specs, FileSection.SELECT.key()));
    }

    private Optional<Configuration> complete(BoundNode<TrialSections> boundNode, SettingsBinder binder) {
        if (boundNode.value().model().parts().isEmpty()) {
            MappingNode sections = (MappingNode) boundNode.normal();
            collector.add(
                    sections.get(FileSection.MODEL.key()).map(YamlNode::place).orElse(sections.place()),
                    FileSection.MODEL.key(),
                    "a model without layers has nothing to train",
                    "give it a layer, such as - dense: 10");
        }
        MeasureReader reader = new MeasureReader(binder, collector);
        List<BoundNode<MeasureSpec>> measures = new ArrayList<>();
        boundNode.value().measure().forEach(node -> reader.measure(node).ifPresent(measures::add));
        List<MeasureSpec> values = reader.distinct(measures);
        Optional<EpochSelection> select =
                boundNode.value().select().flatMap(node -> reader.select(node, values, FileSection.SELECT.key()));
        MappingNode sections = (MappingNode) boundNode.normal();
        MappingNode normal = new MappingNode(
                sections.place(),
                sections.entries().stream()
                        .map(entry ->
                                entry.key().equals(FileSection.MEASURE.key()) ? reader.normal(entry, measures) : entry)
                        .toList());
        return Optional.of(new Configuration(normal, boundNode.value(), values, select, binder.used()));
    }
}
