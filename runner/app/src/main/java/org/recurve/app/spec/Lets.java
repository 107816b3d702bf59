package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/** The section {@code let}: named values, for which {@code $name} stands as a whole value. */
record Lets(Mapping named, Problems problems) {
    private static final String PREFIX = Section.LET.key() + ".";

    /** Those of a file; none if it has none. */
    static Lets of(Mapping root, Problems problems) {
        Optional<Node> section = root.get(Section.LET.key());
        if (section.isPresent() && !(section.get() instanceof Mapping)) {
            problems.add(
                    section.get().place(),
                    Section.LET.key(),
                    "expected names with values, such as {width: 64}, found "
                            + section.get().described());
        }
        Mapping named = section.filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElse(new Mapping(root.place(), List.of()));
        return new Lets(named, problems);
    }

    /** Whether a change is one of a named value: then the file is read anew with that value. */
    static boolean isChangedBy(Change change) {
        return change.first().equals(Section.LET.key());
    }

    /** These values after changes of some; a name that is not there is reported. */
    Lets with(List<Change> changes) {
        List<Entry> entries = new ArrayList<>(named.entries());
        for (Change change : changes) {
            String name = change.path().startsWith(PREFIX) ? change.path().substring(PREFIX.length()) : "";
            if (named.entry(name).isEmpty()) {
                problems.add(
                        change.place(),
                        change.path(),
                        "let names no value \"" + name + "\"." + Nearest.question(name, named.keys()),
                        named.keys().isEmpty() ? "" : "it has: " + String.join(", ", named.keys()));
            } else if (change instanceof Change.Set set) {
                entries.replaceAll(e -> e.key().equals(name) ? new Entry(name, set.place(), set.value()) : e);
            } else {
                problems.add(change.place(), change.path(), "a named value can only be set");
            }
        }
        return new Lets(new Mapping(named.place(), entries), problems);
    }

    /** The file without {@code let}, every {@code $name} in it replaced. */
    Mapping resolve(Mapping root) {
        return new Mapping(
                root.place(),
                root.entries().stream()
                        .filter(entry -> !entry.key().equals(Section.LET.key()))
                        .map(entry -> new Entry(entry.key(), entry.place(), resolve(entry.value())))
                        .toList());
    }

    private Node resolve(Node node) {
        return switch (node) {
            case Scalar scalar ->
                scalar.text().filter(text -> text.startsWith("$")).isPresent() ? value(scalar) : node;
            case Sequence sequence ->
                new Sequence(
                        sequence.place(),
                        sequence.items().stream().map(this::resolve).toList());
            case Mapping mapping -> new Mapping(mapping.place(), resolve(mapping.entries()));
            case Reference r ->
                new Reference(
                        r.place(),
                        r.id(),
                        new Mapping(r.settings().place(), resolve(r.settings().entries())),
                        r.known(),
                        r.part());
        };
    }

    private List<Entry> resolve(List<Entry> entries) {
        return entries.stream()
                .map(e -> new Entry(e.key(), e.place(), resolve(e.value())))
                .toList();
    }

    private Node value(Scalar use) {
        String name = use.text().orElse("").substring(1);
        Optional<Node> value = named.get(name);
        if (value.isEmpty()) {
            problems.add(
                    use.place(),
                    "",
                    "let names no value \"" + name + "\"." + Nearest.question(name, named.keys()),
                    named.keys().isEmpty()
                            ? "add it: let: {" + name + ": …}"
                            : "it has: " + String.join(", ", named.keys()));
        }
        return value.map(node -> node instanceof Scalar scalar ? new Scalar(use.place(), scalar.value()) : node)
                .orElse(use);
    }
}
