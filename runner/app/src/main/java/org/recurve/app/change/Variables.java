package org.recurve.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** The section {@code let}: named values, for which {@code $name} stands as a whole value. */
public record Variables(MappingNode named, ProblemCollector problems) {
    private static final String PREFIX = FileSection.LET.key() + ".";

    /** Returns those of a file; none if it has none. */
    static Variables of(MappingNode root, ProblemCollector collector) {
        Optional<YamlNode> section = root.get(FileSection.LET.key());
        if (section.isPresent() && !(section.get() instanceof MappingNode)) {
            collector.add(
                    section.get().place(),
                    FileSection.LET.key(),
                    "expected names with values, such as {width: 64}, found "
                            + section.get().described());
        }
        MappingNode named = section.filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .orElse(new MappingNode(root.place(), List.of()));
        named.entries().forEach(entry -> refuseNames(PREFIX + entry.key(), entry.value(), collector));
        return new Variables(named, collector);
    }

    /** Reports every {@code $name} inside a named value: values are not made of each other, so none can be endless. */
    private static void refuseNames(String path, YamlNode value, ProblemCollector collector) {
        switch (value) {
            case ScalarNode scalar ->
                scalar.text()
                        .filter(text -> text.startsWith("$"))
                        .ifPresent(text -> collector.add(
                                scalar.place(),
                                path,
                                "a named value cannot be made of another, here " + text,
                                "write the value itself"));
            case SequenceNode sequence -> sequence.items().forEach(item -> refuseNames(path, item, collector));
            case MappingNode mapping -> mapping.entries().forEach(entry -> refuseNames(path, entry.value(), collector));
            case ReferenceNode reference ->
                reference.settings().entries().forEach(entry -> refuseNames(path, entry.value(), collector));
        }
    }

    /** Returns whether a change is one of a named value: then the file is read again with that value. */
    public static boolean isChangedBy(DeltaChange change) {
        return change.first().equals(FileSection.LET.key());
    }

    /** Returns these values after changes of some; a name that is not there is reported. */
    Variables with(List<DeltaChange> changes) {
        List<MappingEntry> entries = new ArrayList<>(named.entries());
        for (DeltaChange change : changes) {
            String name = change.path().startsWith(PREFIX) ? change.path().substring(PREFIX.length()) : "";
            if (named.entry(name).isEmpty()) {
                problems.add(
                        change.place(),
                        change.path(),
                        "there is no value named \"" + name + "\" under let."
                                + NearestName.question(name, named.keys()),
                        named.keys().isEmpty() ? "" : "it has: " + String.join(", ", named.keys()));
            } else if (change instanceof DeltaChange.SetValue setValue) {
                refuseNames(change.path(), setValue.value(), problems);
                entries.replaceAll(
                        e -> e.key().equals(name) ? new MappingEntry(name, setValue.place(), setValue.value()) : e);
            } else {
                problems.add(change.place(), change.path(), "a named value can only be set");
            }
        }
        return new Variables(new MappingNode(named.place(), entries), problems);
    }

    /** Returns the file without {@code let}, every {@code $name} in it replaced. */
    MappingNode resolve(MappingNode root) {
        return new MappingNode(
                root.place(),
                root.entries().stream()
                        .filter(entry -> !entry.key().equals(FileSection.LET.key()))
                        .map(entry -> new MappingEntry(entry.key(), entry.place(), resolve(entry.value())))
                        .toList());
    }

    private YamlNode resolve(YamlNode node) {
        return switch (node) {
            case ScalarNode scalarNode ->
                scalarNode.text().filter(text -> text.startsWith("$")).isPresent() ? value(scalarNode) : node;
            case SequenceNode sequenceNode ->
                new SequenceNode(
                        sequenceNode.place(),
                        sequenceNode.items().stream().map(this::resolve).toList());
            case MappingNode mappingNode -> new MappingNode(mappingNode.place(), resolve(mappingNode.entries()));
            case ReferenceNode r ->
                new ReferenceNode(
                        r.place(),
                        r.id(),
                        new MappingNode(
                                r.settings().place(), resolve(r.settings().entries())),
                        r.known(),
                        r.part());
        };
    }

    private List<MappingEntry> resolve(List<MappingEntry> entries) {
        return entries.stream()
                .map(e -> new MappingEntry(e.key(), e.place(), resolve(e.value())))
                .toList();
    }

    private YamlNode value(ScalarNode use) {
        String name = use.text().orElse("").substring(1);
        Optional<YamlNode> value = named.get(name);
        if (value.isEmpty()) {
            problems.add(
                    use.place(),
                    "",
                    "there is no value named \"" + name + "\" under let." + NearestName.question(name, named.keys()),
                    named.keys().isEmpty()
                            ? "add it: let: {" + name + ": …}"
                            : "it has: " + String.join(", ", named.keys()));
        }
        return value.map(node ->
                        node instanceof ScalarNode scalarNode ? new ScalarNode(use.place(), scalarNode.value()) : node)
                .orElse(use);
    }
}
