package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.PartOf;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Applies one change to a file in normal form. A path begins with a section or a part; plugin ids are no segments; a list
 * of one is no segment either; {@code *} stands for every part, or every setting, that the rest of the path fits.
 */
final class Edit {
    private static final String EVERY = "*";

    private final Change.Rewrite change;
    private final Consumer<String> notes;

    private Edit(Change.Rewrite change, Consumer<String> notes) {
        this.change = change;
        this.notes = notes;
    }

    /** The changed file; a path that fits nothing is reported, and the file stays as it is. */
    static Mapping apply(Mapping root, Change.Rewrite change, Problems problems, Consumer<String> notes) {
        try {
            return new Edit(change, notes).root(root, List.of(change.path().split("\\.", -1)));
        } catch (NoMatch e) {
            problems.add(change.place(), change.path(), String.valueOf(e.getMessage()), e.help());
            return root;
        }
    }

    private List<Node> change(Node before) throws NoMatch {
        List<Node> after = change.on(Optional.of(before));
        String note = change.note(before);
        if (!note.isEmpty()) {
            notes.accept(note);
        }
        return after;
    }

    /** What a setting becomes, which is one value or none. */
    private Optional<Node> change(Optional<Node> before) throws NoMatch {
        List<Node> after = before.isPresent() ? change(before.get()) : change.on(before);
        if (after.size() > 1) {
            throw new NoMatch("several layers cannot stand here", "");
        }
        return after.stream().findFirst();
    }

    private Mapping root(Mapping root, List<String> path) throws NoMatch {
        String first = path.getFirst();
        if (Section.of(first).isPresent()) {
            return mapping(root, "the file", path);
        }
        Entry model = root.entry(Section.MODEL.key()).orElseThrow(() -> new NoMatch("the file has no model", ""));
        Parts parts = new Parts(first, path.subList(1, path.size()));
        Node changed = parts.within(model.value());
        if (parts.matches == 0) {
            throw noPart(root, model.value(), first, path);
        }
        return with(root, model.key(), Optional.of(new Entry(model.key(), model.place(), changed)));
    }

    private static NoMatch noPart(Mapping root, Node model, String first, List<String> path) {
        List<String> names = names(model);
        if (first.equals(EVERY)) {
            return new NoMatch("no part fits this path", "parts: " + String.join(", ", names));
        }
        List<String> sections = root.keys().stream()
                .filter(key -> Section.of(key)
                        .filter(s -> s.role() == Section.Role.TRIAL)
                        .isPresent())
                .toList();
        List<String> all = new ArrayList<>(names);
        all.addAll(sections);
        return new NoMatch(
                "there is no part or section \"" + first + "\"." + Nearest.question(first, all),
                "parts: " + String.join(", ", names)
                        + (path.size() > 1 ? "; sections: " + String.join(", ", sections) : ""));
    }

    /** The names of all parts, in the order of the document. */
    static List<String> names(Node node) {
        List<String> names = new ArrayList<>();
        switch (node) {
            case Reference reference -> {
                reference.part().map(PartOf::name).ifPresent(names::add);
                names.addAll(names(reference.settings()));
            }
            case Mapping mapping -> mapping.entries().forEach(entry -> names.addAll(names(entry.value())));
            case Sequence sequence -> sequence.items().forEach(item -> names.addAll(names(item)));
            case Scalar _ -> {}
        }
        return names;
    }

    /** Looks for parts, however deep, and changes what {@code rest} leads to in each. */
    private final class Parts {
        private final String name;
        private final List<String> rest;
        private int matches;

        Parts(String name, List<String> rest) {
            this.name = name;
            this.rest = rest;
        }

        /** What stands in the place of this node. */
        private List<Node> in(Node node) throws NoMatch {
            if (node instanceof Reference part && isWanted(part)) {
                matches++;
                return rest.isEmpty() ? change(part) : List.of(reference(part, rest));
            }
            return List.of(within(node));
        }

        /** The node with what lies below it changed. */
        Node within(Node node) throws NoMatch {
            return switch (node) {
                case Reference r -> with(r, (Mapping) within(r.settings()));
                case Sequence sequence -> {
                    List<Node> items = new ArrayList<>();
                    for (Node item : sequence.items()) {
                        items.addAll(in(item));
                    }
                    yield new Sequence(sequence.place(), items);
                }
                case Mapping mapping -> {
                    List<Entry> entries = new ArrayList<>();
                    for (Entry entry : mapping.entries()) {
                        for (Node value : in(entry.value())) {
                            entries.add(new Entry(entry.key(), entry.place(), value));
                        }
                    }
                    yield new Mapping(mapping.place(), entries);
                }
                case Scalar scalar -> scalar;
            };
        }

        private boolean isWanted(Reference reference) {
            boolean fits = rest.isEmpty() || reference.known().contains(rest.getFirst());
            return name.equals(EVERY) ? reference.part().isPresent() && fits : reference.isNamed(name);
        }
    }

    /** What stands at this node once the rest of the path was followed; empty if it was removed. */
    private Optional<Node> below(Node node, String title, List<String> rest) throws NoMatch {
        if (rest.isEmpty()) {
            return change(Optional.of(node));
        }
        return switch (node) {
            case Mapping mapping -> Optional.of(mapping(mapping, title, rest));
            case Reference reference -> Optional.of(reference(reference, rest));
            case Sequence sequence
            when sequence.items().size() == 1 ->
                Optional.of(new Sequence(
                        sequence.place(),
                        below(sequence.items().getFirst(), title, rest).stream().toList()));
            case Sequence _, Scalar _ ->
                throw new NoMatch(
                        title + " is " + node.described() + " and has no setting \"" + rest.getFirst() + "\"", "");
        };
    }

    private Reference reference(Reference reference, List<String> rest) throws NoMatch {
        String key = rest.getFirst();
        if (key.equals(EVERY) || reference.known().contains(key)) {
            return with(reference, mapping(reference.settings(), reference.id(), rest));
        }
        if (reference.part().isPresent() && rest.size() == 1 && key.equals("frozen")) {
            PartOf part = reference.part().get();
            boolean frozen =
                    change.on(Optional.empty()).stream().anyMatch(n -> n.plain().equals(true));
            PartOf changed = new PartOf(part.name(), frozen, part.tie());
            return new Reference(
                    reference.place(), reference.id(), reference.settings(), reference.known(), Optional.of(changed));
        }
        throw new NoMatch(
                reference.id() + " has no setting \"" + key + "\"." + Nearest.question(key, reference.known()),
                "settings of " + reference.id() + ": " + String.join(", ", reference.known()));
    }

    private Mapping mapping(Mapping mapping, String title, List<String> path) throws NoMatch {
        String key = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (key.equals(EVERY)) {
            return every(mapping, title, rest);
        }
        Optional<Entry> entry = mapping.entry(key);
        if (entry.isEmpty() && (!rest.isEmpty() || change.on(Optional.empty()).isEmpty())) {
            throw new NoMatch(
                    title + " has nothing named \"" + key + "\" to change." + Nearest.question(key, mapping.keys()),
                    mapping.keys().isEmpty() ? "" : "it has: " + String.join(", ", mapping.keys()));
        }
        Optional<Node> value = rest.isEmpty()
                ? change(entry.map(Entry::value))
                : below(entry.orElseThrow().value(), key, rest);
        return with(mapping, key, value.map(v -> new Entry(key, change.place(), v)));
    }

    private Mapping every(Mapping mapping, String title, List<String> rest) throws NoMatch {
        Mapping changed = mapping;
        int matches = 0;
        for (Entry entry : mapping.entries()) {
            try {
                Optional<Node> value = below(entry.value(), entry.key(), rest);
                changed = with(changed, entry.key(), value.map(v -> new Entry(entry.key(), entry.place(), v)));
                matches++;
            } catch (NoMatch e) {
                // The rest of the path fits another one.
            }
        }
        if (matches == 0) {
            throw new NoMatch(
                    "nothing in " + title + " fits this path", "it has: " + String.join(", ", mapping.keys()));
        }
        return changed;
    }

    private static Reference with(Reference reference, Mapping settings) {
        return new Reference(reference.place(), reference.id(), settings, reference.known(), reference.part());
    }

    /** The mapping with this entry put in the place of the one of that key, added, or left out. */
    private static Mapping with(Mapping mapping, String key, Optional<Entry> entry) {
        List<Entry> entries = new ArrayList<>();
        mapping.entries().forEach(e -> {
            if (!e.key().equals(key)) {
                entries.add(e);
            } else {
                entry.ifPresent(entries::add);
            }
        });
        if (mapping.entry(key).isEmpty()) {
            entry.ifPresent(entries::add);
        }
        return new Mapping(mapping.place(), entries);
    }
}
