package org.recurve.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.PartNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Applies one change to a file in normal form. A path begins with a section or a part; plugin ids are no segments; a list
 * of one is no segment either; {@code *} stands for every part, or every setting, that the rest of the path fits.
 */
public final class ChangeEditor {
    private static final String EVERY = "*";

    private final DeltaChange.RewriteChange change;
    private final Consumer<String> notes;

    private ChangeEditor(DeltaChange.RewriteChange change, Consumer<String> notes) {
        this.change = change;
        this.notes = notes;
    }

    /** Returns the changed file; a path that fits nothing is reported, and the file stays as it is. */
    public static MappingNode apply(
            MappingNode root, DeltaChange.RewriteChange change, ProblemCollector collector, Consumer<String> notes) {
        try {
            return new ChangeEditor(change, notes)
                    .root(root, List.of(change.path().split("\\.", -1)));
        } catch (UnmatchedPath e) {
            collector.add(change.place(), change.path(), String.valueOf(e.getMessage()), e.help());
            return root;
        }
    }

    private List<YamlNode> change(YamlNode before) throws UnmatchedPath {
        List<YamlNode> after = change.on(Optional.of(before));
        String note = change.note(before);
        if (!note.isEmpty()) {
            notes.accept(note);
        }
        return after;
    }

    /** Returns what a setting becomes, which is one value or none. */
    private Optional<YamlNode> change(Optional<YamlNode> before) throws UnmatchedPath {
        List<YamlNode> after = before.isPresent() ? change(before.get()) : change.on(before);
        if (after.size() > 1) {
            throw new UnmatchedPath("only one layer is allowed here", "");
        }
        return after.stream().findFirst();
    }

    private MappingNode root(MappingNode root, List<String> path) throws UnmatchedPath {
        String first = path.getFirst();
        if (FileSection.of(first).isPresent()) {
            return mapping(root, "the file", path);
        }
        MappingEntry model =
                root.entry(FileSection.MODEL.key()).orElseThrow(() -> new UnmatchedPath("the file has no model", ""));
        PartEditor editor = new PartEditor(first, path.subList(1, path.size()));
        YamlNode changed = editor.within(model.value());
        if (editor.matches == 0) {
            throw noPart(root, model.value(), first, path);
        }
        return with(root, model.key(), Optional.of(new MappingEntry(model.key(), model.place(), changed)));
    }

    private static UnmatchedPath noPart(MappingNode root, YamlNode model, String first, List<String> path) {
        List<String> names = names(model);
        if (first.equals(EVERY)) {
            return new UnmatchedPath("no part fits this path", "parts: " + String.join(", ", names));
        }
        List<String> sections = root.keys().stream()
                .filter(key -> FileSection.of(key)
                        .filter(s -> s.role() == FileSection.SectionRole.TRIAL)
                        .isPresent())
                .toList();
        List<String> all = new ArrayList<>(names);
        all.addAll(sections);
        return new UnmatchedPath(
                "there is no part or section \"" + first + "\"." + NearestName.question(first, all),
                "parts: " + String.join(", ", names)
                        + (path.size() > 1 ? "; sections: " + String.join(", ", sections) : ""));
    }

    /** Returns the names of all parts, in the order of the document. */
    static List<String> names(YamlNode node) {
        List<String> names = new ArrayList<>();
        switch (node) {
            case ReferenceNode referenceNode -> {
                referenceNode.part().map(PartNode::name).ifPresent(names::add);
                names.addAll(names(referenceNode.settings()));
            }
            case MappingNode mappingNode -> mappingNode.entries().forEach(entry -> names.addAll(names(entry.value())));
            case SequenceNode sequenceNode -> sequenceNode.items().forEach(item -> names.addAll(names(item)));
            case ScalarNode _ -> {}
        }
        return names;
    }

    /** Looks for parts, however deep, and changes what {@code rest} leads to in each. */
    private final class PartEditor {
        private final String name;
        private final List<String> rest;
        private int matches;

        PartEditor(String name, List<String> rest) {
            this.name = name;
            this.rest = rest;
        }

        /** Returns what stands in the place of this node. */
        private List<YamlNode> in(YamlNode node) throws UnmatchedPath {
            if (node instanceof ReferenceNode part && isWanted(part)) {
                matches++;
                return rest.isEmpty() ? change(part) : List.of(reference(part, rest));
            }
            return List.of(within(node));
        }

        /** Returns the node with what lies below it changed. */
        YamlNode within(YamlNode node) throws UnmatchedPath {
            return switch (node) {
                case ReferenceNode r -> with(r, (MappingNode) within(r.settings()));
                case SequenceNode sequenceNode -> {
                    List<YamlNode> items = new ArrayList<>();
                    for (YamlNode item : sequenceNode.items()) {
                        items.addAll(in(item));
                    }
                    yield new SequenceNode(sequenceNode.place(), items);
                }
                case MappingNode mappingNode -> {
                    List<MappingEntry> entries = new ArrayList<>();
                    for (MappingEntry entry : mappingNode.entries()) {
                        for (YamlNode value : in(entry.value())) {
                            entries.add(new MappingEntry(entry.key(), entry.place(), value));
                        }
                    }
                    yield new MappingNode(mappingNode.place(), entries);
                }
                case ScalarNode scalarNode -> scalarNode;
            };
        }

        private boolean isWanted(ReferenceNode referenceNode) {
            boolean fits = rest.isEmpty() || referenceNode.known().contains(rest.getFirst());
            return name.equals(EVERY) ? referenceNode.part().isPresent() && fits : referenceNode.isNamed(name);
        }
    }

    /** Returns what stands at this node once the rest of the path was followed; empty if it was removed. */
    private Optional<YamlNode> below(YamlNode node, String title, List<String> rest) throws UnmatchedPath {
        if (rest.isEmpty()) {
            return change(Optional.of(node));
        }
        return switch (node) {
            case MappingNode mappingNode -> Optional.of(mapping(mappingNode, title, rest));
            case ReferenceNode referenceNode -> Optional.of(reference(referenceNode, rest));
            case SequenceNode sequenceNode
            when sequenceNode.items().size() == 1 ->
                Optional.of(new SequenceNode(
                        sequenceNode.place(),
                        below(sequenceNode.items().getFirst(), title, rest).stream()
                                .toList()));
            case SequenceNode _, ScalarNode _ ->
                throw new UnmatchedPath(
                        title + " is " + node.described() + " and has no setting \"" + rest.getFirst() + "\"", "");
        };
    }

    private ReferenceNode reference(ReferenceNode referenceNode, List<String> rest) throws UnmatchedPath {
        String key = rest.getFirst();
        if (key.equals(EVERY) || referenceNode.known().contains(key)) {
            return with(referenceNode, mapping(referenceNode.settings(), referenceNode.id(), rest));
        }
        if (referenceNode.part().isPresent() && rest.size() == 1 && key.equals("frozen")) {
            PartNode part = referenceNode.part().get();
            boolean frozen =
                    change.on(Optional.empty()).stream().anyMatch(n -> n.plain().equals(true));
            PartNode changed = new PartNode(part.name(), frozen, part.tie());
            return new ReferenceNode(
                    referenceNode.place(),
                    referenceNode.id(),
                    referenceNode.settings(),
                    referenceNode.known(),
                    Optional.of(changed));
        }
        throw new UnmatchedPath(
                referenceNode.id() + " has no setting \"" + key + "\"."
                        + NearestName.question(key, referenceNode.known()),
                "settings of " + referenceNode.id() + ": " + String.join(", ", referenceNode.known()));
    }

    private MappingNode mapping(MappingNode mappingNode, String title, List<String> path) throws UnmatchedPath {
        String key = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (key.equals(EVERY)) {
            return every(mappingNode, title, rest);
        }
        Optional<MappingEntry> entry = mappingNode.entry(key);
        if (entry.isEmpty() && (!rest.isEmpty() || change.on(Optional.empty()).isEmpty())) {
            throw new UnmatchedPath(
                    title + " has nothing named \"" + key + "\" to change."
                            + NearestName.question(key, mappingNode.keys()),
                    mappingNode.keys().isEmpty() ? "" : "it has: " + String.join(", ", mappingNode.keys()));
        }
        Optional<YamlNode> value = rest.isEmpty()
                ? change(entry.map(MappingEntry::value))
                : below(entry.orElseThrow().value(), key, rest);
        return with(mappingNode, key, value.map(v -> new MappingEntry(key, change.place(), v)));
    }

    private MappingNode every(MappingNode mappingNode, String title, List<String> rest) throws UnmatchedPath {
        MappingNode changed = mappingNode;
        int matches = 0;
        for (MappingEntry entry : mappingNode.entries()) {
            try {
                Optional<YamlNode> value = below(entry.value(), entry.key(), rest);
                changed = with(changed, entry.key(), value.map(v -> new MappingEntry(entry.key(), entry.place(), v)));
                matches++;
            } catch (UnmatchedPath e) {
                // The rest of the path fits another one.
            }
        }
        if (matches == 0) {
            throw new UnmatchedPath(
                    "nothing in " + title + " fits this path", "it has: " + String.join(", ", mappingNode.keys()));
        }
        return changed;
    }

    private static ReferenceNode with(ReferenceNode referenceNode, MappingNode settings) {
        return new ReferenceNode(
                referenceNode.place(), referenceNode.id(), settings, referenceNode.known(), referenceNode.part());
    }

    /** Returns the mapping with this entry put in the place of the one of that key, added, or left out. */
    private static MappingNode with(MappingNode mappingNode, String key, Optional<MappingEntry> entry) {
        List<MappingEntry> entries = new ArrayList<>();
        mappingNode.entries().forEach(e -> {
            if (!e.key().equals(key)) {
                entries.add(e);
            } else {
                entry.ifPresent(entries::add);
            }
        });
        if (mappingNode.entry(key).isEmpty()) {
            entry.ifPresent(entries::add);
        }
        return new MappingNode(mappingNode.place(), entries);
    }
}
