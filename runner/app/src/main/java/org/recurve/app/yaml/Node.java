package org.recurve.app.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.app.problem.Place;

/** A piece of an experiment file that knows where it stands. Immutable. */
public sealed interface Node {
    Place place();

    /** The same as plain data: String, Long, Double, Boolean, List, or Map with sorted keys; empty text for nothing. */
    Object plain();

    /** What the user sees in this place, in a few words: {@code the text "abc"}. */
    String described();

    private static String shortened(String text) {
        int most = 100;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /**
     * A single value.
     *
     * @param value String, Long, Double or Boolean; empty if the file says nothing or {@code null} there
     */
    record Scalar(Place place, Optional<Object> value) implements Node {
        public static Scalar of(Place place, Object value) {
            return new Scalar(place, Optional.of(value));
        }

        public Optional<String> text() {
            return value.filter(String.class::isInstance).map(String.class::cast);
        }

        @Override
        public Object plain() {
            return value.orElse("");
        }

        @Override
        public String described() {
            return value.map(v -> switch (v) {
                        case String text -> "the text \"" + shortened(text) + "\"";
                        default -> v.toString();
                    })
                    .orElse("nothing");
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Object plain() {
            return items.stream().map(Node::plain).toList();
        }

        @Override
        public String described() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /** A key and its value. */
    record Entry(String key, Place place, Node value) {}

    /** Keys with values, in the order of the file, each key once. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        private static final int KEYS = 20;

        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        public Optional<Node> get(String key) {
            return entry(key).map(Entry::value);
        }

        /** All entries by their keys. */
        public Map<String, Entry> byKey() {
            Map<String, Entry> byKey = new HashMap<>();
            entries.forEach(entry -> byKey.put(entry.key(), entry));
            return byKey;
        }

        public List<String> keys() {
            return entries.stream().map(Entry::key).toList();
        }

        @Override
        public Object plain() {
            Map<String, Object> map = new TreeMap<>();
            entries.forEach(entry -> map.put(entry.key(), entry.value().plain()));
            return map;
        }

        @Override
        public String described() {
            List<String> first =
                    keys().stream().limit(KEYS).map(Node::shortened).toList();
            return entries.isEmpty()
                    ? "no settings"
                    : "settings (" + String.join(", ", first) + (first.size() < entries.size() ? ", …" : "") + ")";
        }
    }

    /**
     * A plugin reference in its normal form, as the binder leaves it: every setting spelt out.
     *
     * @param id the plugin
     * @param settings all its settings, defaults filled in
     * @param known the names of all settings it has
     * @param part how it stands in a model, if it is a layer there
     */
    record Reference(Place place, String id, Mapping settings, List<String> known, Optional<PartOf> part)
            implements Node {
        public Reference {
            known = List.copyOf(known);
        }

        public boolean isNamed(String name) {
            return part.filter(p -> p.name().equals(name)).isPresent();
        }

        @Override
        public Object plain() {
            Map<String, Object> map = new TreeMap<>();
            map.put(id, settings.plain());
            part.ifPresent(p -> {
                map.put("name", p.name());
                if (p.frozen()) {
                    map.put("frozen", true);
                }
                p.tie().ifPresent(tie -> map.put("tie", tie));
            });
            return map;
        }

        @Override
        public String described() {
            return "the plugin " + id;
        }
    }

    /** What stands beside a layer's plugin: its name, whether it is frozen, whose parameters it uses. */
    record PartOf(String name, boolean frozen, Optional<String> tie) {}
}
