package org.recurve.app.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.app.problem.SourcePosition;

/** A piece of an experiment file that knows where it stands. Immutable. */
public sealed interface YamlNode {
    SourcePosition place();

    /** Returns the same as plain data: String, Long, Double, Boolean, List, or Map with sorted keys; empty text for nothing. */
    Object plain();

    /** Returns what the user sees in this place, in a few words: {@code the text "abc"}. */
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
    record ScalarNode(SourcePosition place, Optional<Object> value) implements YamlNode {
        public static ScalarNode of(SourcePosition position, Object value) {
            return new ScalarNode(position, Optional.of(value));
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
    record SequenceNode(SourcePosition place, List<YamlNode> items) implements YamlNode {
        public SequenceNode {
            items = List.copyOf(items);
        }

        @Override
        public Object plain() {
            return items.stream().map(YamlNode::plain).toList();
        }

        @Override
        public String described() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /** A key and its value. */
    record MappingEntry(String key, SourcePosition place, YamlNode value) {}

    /** Keys with values, in the order of the file, each key once. */
    record MappingNode(SourcePosition place, List<MappingEntry> entries) implements YamlNode {
        private static final int KEYS = 20;

        public MappingNode {
            entries = List.copyOf(entries);
        }

        public Optional<MappingEntry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        public Optional<YamlNode> get(String key) {
            return entry(key).map(MappingEntry::value);
        }

        /** Returns all entries by their keys. */
        public Map<String, MappingEntry> byKey() {
            Map<String, MappingEntry> byKey = new HashMap<>();
            entries.forEach(entry -> byKey.put(entry.key(), entry));
            return byKey;
        }

        public List<String> keys() {
            return entries.stream().map(MappingEntry::key).toList();
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
                    keys().stream().limit(KEYS).map(YamlNode::shortened).toList();
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
    record ReferenceNode(
            SourcePosition place, String id, MappingNode settings, List<String> known, Optional<PartNode> part)
            implements YamlNode {
        public ReferenceNode {
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

    /** Describes what stands beside a layer's plugin: its name, whether it is frozen, whose parameters it uses. */
    record PartNode(String name, boolean frozen, Optional<String> tie) {}
}
