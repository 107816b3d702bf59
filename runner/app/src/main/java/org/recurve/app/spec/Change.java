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

/** One change of a configuration: what happens at the end of a path. */
sealed interface Change {
    /** Segments, joined by points. */
    String path();

    /** Where the change is written. */
    Place place();

    /** What stands there afterwards, given what stood there before; empty for nothing. */
    Optional<Node> on(Optional<Node> before);

    /** A whole value instead of the one that stands there. */
    record Set(String path, Place place, Node value) implements Change {
        @Override
        public Optional<Node> on(Optional<Node> before) {
            return Optional.of(value);
        }
    }

    /** A part taken out, or a setting that falls back to its default. */
    record Remove(String path, Place place) implements Change {
        @Override
        public Optional<Node> on(Optional<Node> before) {
            return Optional.empty();
        }
    }

    /** Another plugin; a layer keeps the name of the part it replaces. */
    record Replace(String path, Place place, Node value) implements Change {
        @Override
        public Optional<Node> on(Optional<Node> before) {
            return before.map(b -> b instanceof Reference r && r.part().isPresent()
                    ? named(r.part().get().name())
                    : value);
        }

        private Node named(String name) {
            List<Entry> entries = new ArrayList<>();
            switch (value) {
                case Mapping mapping -> entries.addAll(mapping.entries());
                case Scalar scalar
                when scalar.text().isPresent() ->
                    entries.add(new Entry(
                            scalar.text().get(), scalar.place(), new Scalar(scalar.place(), Optional.empty())));
                case Scalar _, Node.Sequence _, Reference _ -> {
                    return value;
                }
            }
            if (entries.stream().noneMatch(entry -> entry.key().equals("name"))) {
                entries.add(new Entry("name", place, Scalar.of(place, name)));
            }
            return new Mapping(value.place(), entries);
        }
    }
}
