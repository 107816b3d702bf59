package org.recurve.reports.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.recurve.reports.settings.SettingChange.PartAdded;
import org.recurve.reports.settings.SettingChange.PartRemoved;
import org.recurve.reports.settings.SettingChange.PartsReordered;
import org.recurve.reports.settings.SettingChange.PluginExchanged;
import org.recurve.reports.settings.SettingChange.ValueChanged;
import org.recurve.reports.settings.SettingText.PluginSpec;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * Compares two configurations as trials store them. Parts of the model are the same if they have the same name, wherever in
 * the list they stand; the seed of the whole trial is no setting.
 */
public final class ConfigurationChanges {
    private static final String NAME = "name";
    private static final String SEED = "seed";
    private static final String PHASES = "phases";
    /** The sections that are a plugin each. */
    private static final Set<String> SECTIONS = Set.of("data", "loss");

    private final List<SettingChange> changes = new ArrayList<>();

    private ConfigurationChanges() {}

    /** Returns in what {@code after} differs from {@code before}, in the order of the document. */
    public static List<SettingChange> of(String before, String after) {
        return from(before).apply(after);
    }

    /** Returns what tells in what others differ from {@code before}, which is read once. */
    public static Function<String, List<SettingChange>> from(String before) {
        Map<String, JsonNode> old = settings(before);
        return after -> {
            ConfigurationChanges all = new ConfigurationChanges();
            all.fields("", old, settings(after));
            return List.copyOf(all.changes);
        };
    }

    private static Map<String, JsonNode> settings(String configuration) {
        Map<String, JsonNode> settings = fields(JsonText.parse(configuration));
        settings.remove(SEED);
        return settings;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        Optional<PluginSpec> old = SettingText.plugin(before);
        Optional<PluginSpec> now = SettingText.plugin(after);
        boolean section = path.indexOf('.') < 0 && !SECTIONS.contains(path) && !before.has(NAME);
        if (!section && old.isPresent() && now.isPresent()) {
            boolean within = path.indexOf('.') > 0 && !before.has(NAME);
            plugins(path, old.get(), now.get(), within);
        } else if (before.isObject() && after.isObject()) {
            fields(path, fields(before), fields(after));
        } else if (before.isArray() && after.isArray() && named(before) && named(after)) {
            parts(path, before, after);
        } else if (before.isArray() && after.isArray() && before.size() == after.size() && objects(before)) {
            for (int i = 0; i < before.size(); i++) {
                compare(before.size() == 1 ? path : path + "." + (i + 1), before.get(i), after.get(i));
            }
        } else {
            value(path, Optional.of(before), Optional.of(after));
        }
    }

    /**
     * Compares plugins; the name of one is no part of paths, as in files.
     *
     * @param within whether they are the value of a setting: then one with a single setting is told as a whole
     */
    private void plugins(String path, PluginSpec before, PluginSpec after, boolean within) {
        fields(path, before.beside(), after.beside());
        if (!before.id().equals(after.id())) {
            changes.add(new PluginExchanged(
                    path, before.id(), after.id(), SettingText.of(before.node()), SettingText.of(after.node())));
            return;
        }
        if (within && before.only().isPresent() && after.only().isPresent()) {
            value(path, Optional.of(before.node()), Optional.of(after.node()));
        } else {
            fields(path, fields(before.settings()), fields(after.settings()));
        }
    }

    private void fields(String path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        for (String key : union(before.keySet(), after.keySet())) {
            Optional<JsonNode> old = Optional.ofNullable(before.get(key));
            Optional<JsonNode> now = Optional.ofNullable(after.get(key));
            String own = path.isEmpty() ? key : path + "." + key;
            if (old.isPresent() && now.isPresent()) {
                compare(own, old.get(), now.get());
            } else {
                value(own, old, now);
            }
        }
    }

    private void parts(String path, JsonNode before, JsonNode after) {
        Map<String, JsonNode> old = byName(before);
        Map<String, JsonNode> now = byName(after);
        for (String name : union(old.keySet(), now.keySet())) {
            String own = path.equals(PHASES) ? path + "." + name : name;
            Optional<JsonNode> was = Optional.ofNullable(old.get(name));
            Optional<JsonNode> is = Optional.ofNullable(now.get(name));
            if (was.isPresent() && is.isPresent()) {
                compare(own, was.get(), is.get());
            } else {
                was.ifPresent(removed -> changes.add(new PartRemoved(own, text(removed))));
                is.ifPresent(added -> changes.add(new PartAdded(own, text(added))));
            }
        }
        List<String> earlier = old.keySet().stream().filter(now::containsKey).toList();
        List<String> later = now.keySet().stream().filter(old::containsKey).toList();
        if (!earlier.equals(later)) {
            changes.add(new PartsReordered(path, String.join(", ", earlier), String.join(", ", later)));
        }
    }

    private void value(String path, Optional<JsonNode> before, Optional<JsonNode> after) {
        changes.add(new ValueChanged(path, before.map(SettingText::of), after.map(SettingText::of)));
    }

    /** Returns a part without its name, which stands before it anyway. */
    private static String text(JsonNode part) {
        return SettingText.plugin(part)
                .map(plugin -> SettingText.of(plugin.node()))
                .orElseGet(() -> SettingText.of(part));
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Map<String, JsonNode> byName(JsonNode parts) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        parts.valueStream().forEach(part -> byName.put(part.path(NAME).asString(""), part));
        return byName;
    }

    /** Returns whether these are parts, each with a name of its own; of no parts at all that is true. */
    private static boolean named(JsonNode list) {
        return list.isArray()
                && list.valueStream().allMatch(part -> part.path(NAME).isString())
                && byName(list).size() == list.size();
    }

    private static boolean objects(JsonNode list) {
        return !list.isEmpty() && list.valueStream().allMatch(JsonNode::isObject);
    }

    /** Returns the keys of both; what only the second has stands behind what precedes it there. */
    private static Set<String> union(Set<String> before, Set<String> after) {
        Set<String> union = new LinkedHashSet<>(before);
        union.addAll(after);
        return union;
    }
}
