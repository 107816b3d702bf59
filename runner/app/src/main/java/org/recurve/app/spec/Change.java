package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.problem.Place;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/** One change of a configuration at the end of a path. */
sealed interface Change {
    /** Segments, joined by points. */
    String path();

    /** Where the change is written. */
    Place place();

    /** The first segment: a section, or a part. */
    default String first() {
        return path().split("\\.", -1)[0];
    }

    /** A change that follows from what stands there alone. */
    sealed interface Rewrite extends Change {
        /** What stands there afterwards, given what stood there before; nothing, or several only among layers. */
        List<Node> on(Optional<Node> before) throws NoMatch;

        /** What the user should know of a change that was made; empty if all is said in the file. */
        default String note(Node before) {
            return "";
        }
    }

    /** A whole value instead of the one that stands there. */
    record Set(String path, Place place, Node value) implements Rewrite {
        @Override
        public List<Node> on(Optional<Node> before) {
            return List.of(value);
        }
    }

    /** A part taken out, or exchanged for what it declares to be neutral; or a setting that falls back to its default. */
    record Remove(String path, Place place, Kinds kinds) implements Rewrite {
        @Override
        public List<Node> on(Optional<Node> before) throws NoMatch {
            Optional<Swap> neutral = before.flatMap(this::neutral);
            return neutral.isPresent() ? neutral.get().on(before) : List.of();
        }

        private Optional<Swap> neutral(Node before) {
            return before instanceof Reference old
                    ? kinds.neutral(old).map(id -> new Swap(path, place, id, new Mapping(place, List.of()), kinds))
                    : Optional.empty();
        }

        @Override
        public String note(Node before) {
            return neutral(before)
                    .map(swap -> swap.id() + " takes the place of " + path + ", as its plugin declares for a removal; "
                            + swap.note(before))
                    .orElse("");
        }
    }

    /** Another plugin; a layer keeps the name of the part it replaces. */
    record Replace(String path, Place place, Node value) implements Rewrite {
        @Override
        public List<Node> on(Optional<Node> before) {
            Optional<Node> named = before.flatMap(node -> node instanceof Reference r ? r.part() : Optional.empty())
                    .map(part -> named(part.name()));
            return List.of(named.orElse(value));
        }

        private Node named(String name) {
            List<Entry> entries = new ArrayList<>();
            switch (value) {
                case Mapping mapping -> entries.addAll(mapping.entries());
                case Scalar scalar
                when scalar.text().isPresent() ->
                    entries.add(new Entry(
                            scalar.text().get(), scalar.place(), new Scalar(scalar.place(), Optional.empty())));
                case Scalar _, Sequence _, Reference _ -> {
                    return value;
                }
            }
            if (entries.stream().noneMatch(entry -> entry.key().equals("name"))) {
                entries.add(new Entry("name", place, Scalar.of(place, name)));
            }
            return new Mapping(value.place(), entries);
        }
    }

    /**
     * Another plugin with those settings of the old one that it has too, except where others are given, and except defaults
     * that it cannot have.
     *
     * @param id of the new plugin
     * @param given its own settings
     */
    record Swap(String path, Place place, String id, Mapping given, Kinds kinds) implements Rewrite {
        @Override
        public List<Node> on(Optional<Node> before) throws NoMatch {
            Reference old = plugin(before);
            List<Entry> settings = new ArrayList<>(given.entries());
            settings.addAll(kept(old));
            Node swapped = new Mapping(
                    place, List.of(new Entry(id, place, new Mapping(given.place(), List.copyOf(settings)))));
            return new Replace(path, place, swapped).on(before);
        }

        private Reference plugin(Optional<Node> before) throws NoMatch {
            if (before.isPresent() && before.get() instanceof Reference reference) {
                return reference;
            }
            String found = before.map(Node::described).orElse("nothing");
            throw new NoMatch("swap puts a plugin in another's place, and here stands " + found, "use set instead");
        }

        private List<Entry> kept(Reference old) {
            return common(old).stream()
                    .filter(entry -> !kinds.isForeignDefault(old, id, entry))
                    .toList();
        }

        private List<Entry> common(Reference old) {
            List<String> known = kinds.settings(old, id);
            return old.settings().entries().stream()
                    .filter(entry -> known.contains(entry.key()))
                    .filter(entry -> given.entry(entry.key()).isEmpty())
                    .toList();
        }

        @Override
        public String note(Node before) {
            if (!(before instanceof Reference old)) {
                return "";
            }
            List<String> kept = kept(old).stream().map(Entry::key).toList();
            List<String> left = common(old).stream()
                    .filter(entry -> !kept.contains(entry.key()))
                    .map(entry -> entry.key() + " (a default of " + old.id() + " that " + id + " does not know)")
                    .toList();
            return "swap of " + path + " from " + old.id() + " to " + id + " keeps "
                    + (kept.isEmpty() ? "no setting" : String.join(", ", kept))
                    + (left.isEmpty() ? "" : ", and not " + String.join(", ", left));
        }
    }

    /** Layers put beside a part. */
    record Insert(String path, Place place, List<Node> layers, boolean after) implements Rewrite {
        public Insert {
            layers = List.copyOf(layers);
        }

        @Override
        public List<Node> on(Optional<Node> before) throws NoMatch {
            Node neighbour = before.filter(
                            node -> node instanceof Reference r && r.part().isPresent())
                    .orElseThrow(() -> new NoMatch("insert puts layers beside a layer, and this is none", ""));
            List<Node> all = new ArrayList<>(layers);
            all.add(after ? 0 : layers.size(), neighbour);
            return all;
        }
    }

    /** A whole number chosen so that the model's size comes nearest to the baseline's. */
    record Match(String path, Place place, Size.Quantity quantity) implements Change {}
}
