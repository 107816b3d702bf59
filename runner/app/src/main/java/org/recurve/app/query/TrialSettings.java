package org.recurve.app.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * A trial's settings by the paths of experiment files, in which a part of the model goes by its name, and the ID of a plugin
 * is no segment but the value: {@code train.optimizer = 'sgd'}, {@code train.optimizer.momentum = 0.9}.
 */
public record TrialSettings(SortedMap<String, SettingValue> values) {
    /** The sections that are a plugin each. */
    private static final Set<String> PLUGINS = Set.of("data", "loss");

    private static final String NAME = "name";
    private static final String SEED = "seed";
    private static final String SEED_KEY = "\"" + SEED + "\":";
    /** Says what may stand beside the plugin of a part. */
    private static final Set<String> BESIDE = Set.of(NAME, "times", "frozen", "tie");

    /**
     * A setting's value.
     *
     * @param text the plugin's ID, or what is no number
     * @param number also that of a plugin with no other setting, and of a pair of equal ones
     */
    public record SettingValue(Optional<String> text, OptionalDouble number) {
        /** {@code adam}, {@code 16}, {@code constant 0.1}. */
        public String shown() {
            String digits = number.isPresent() ? digits(number.getAsDouble()) : "";
            return text.map(word -> (word + " " + digits).strip()).orElse(digits);
        }

        private static String digits(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.valueOf((long) number)
                    : String.valueOf(number);
        }
    }

    /**
     * Reads the settings of many trials. Those that differ in nothing but the seed share one object, since a study may have
     * thousands of seeds.
     *
     * @param configurations gives each trial's identity and canonical JSON
     */
    static Map<String, TrialSettings> of(Consumer<BiConsumer<String, String>> configurations) {
        Map<String, TrialSettings> shared = new HashMap<>();
        Map<String, TrialSettings> settings = new HashMap<>();
        configurations.accept((trial, configuration) ->
                settings.put(trial, shared.computeIfAbsent(seedless(configuration), _ -> of(configuration))));
        return settings;
    }

    /** Cuts out the seed of the whole trial; what remains is a key, and not JSON. */
    private static String seedless(String configuration) {
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < configuration.length(); at++) {
            char letter = configuration.charAt(at);
            if (quoted) {
                quoted = letter != '"';
                at += letter == '\\' ? 1 : 0;
            } else if (letter == '"') {
                if (depth == 1 && configuration.startsWith(SEED_KEY, at)) {
                    return configuration.substring(0, at) + configuration.substring(end(configuration, at));
                }
                quoted = true;
            } else if (letter == '{' || letter == '[') {
                depth++;
            } else if (letter == '}' || letter == ']') {
                depth--;
            }
        }
        return configuration;
    }

    /** Returns where the number behind the key ends. */
    private static int end(String configuration, int key) {
        int at = key + SEED_KEY.length();
        while (at < configuration.length() && ",}".indexOf(configuration.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Reads the settings of one trial, its seed excepted, which is a word of its own in conditions. */
    private static TrialSettings of(String configuration) {
        SettingsReader reader = new SettingsReader(false);
        reader.read(configuration);
        return new TrialSettings(reader.values);
    }

    /**
     * Returns the settings of one trial as texts, its seed excepted. Things in lists go by the IDs of their plugins and not by their
     * positions, so that what stands before them does not change their paths: {@code train.clip.norm}.
     */
    public static SortedMap<String, String> named(String configuration) {
        SettingsReader reader = new SettingsReader(true);
        reader.read(configuration);
        SortedMap<String, String> texts = new TreeMap<>();
        reader.values.forEach((path, value) -> texts.put(path, value.shown()));
        // A plugin with no other setting is shown with it.
        reader.values.forEach((path, value) -> {
            if (value.text().isPresent() && value.number().isPresent()) {
                texts.keySet().removeIf(other -> other.startsWith(path + "."));
            }
        });
        return texts;
    }

    /** Collects settings by their paths. */
    private static final class SettingsReader {
        private final boolean named;
        private final SortedMap<String, SettingValue> values = new TreeMap<>();

        /** @param named whether things in lists go by their plugins, and not by their positions */
        private SettingsReader(boolean named) {
            this.named = named;
        }

        private void read(String configuration) {
            for (Map.Entry<String, JsonNode> section :
                    JsonText.parse(configuration).properties()) {
                if (section.getValue().isObject() && !PLUGINS.contains(section.getKey())) {
                    addAll(section.getKey(), section.getValue());
                } else if (!section.getKey().equals(SEED)) {
                    add(section.getKey(), section.getValue());
                }
            }
        }

        private void addAll(String path, JsonNode settings) {
            settings.properties().stream()
                    .filter(entry -> !entry.getKey().equals(NAME))
                    .forEach(entry -> add(path + "." + entry.getKey(), entry.getValue()));
        }

        private void add(String path, JsonNode node) {
            if (node.isObject()) {
                addObject(path, node);
            } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
                for (int i = 0; i < node.size(); i++) {
                    add(path + "." + inList(path, node.get(i), i), node.get(i));
                }
            } else {
                values.put(path, value(node));
            }
        }

        private String inList(String path, JsonNode item, int place) {
            Optional<String> plugin = named ? plugin(item).map(Map.Entry::getKey) : Optional.empty();
            return plugin.filter(id -> !values.containsKey(path + "." + id)).orElseGet(() -> String.valueOf(place + 1));
        }

        private void addObject(String path, JsonNode node) {
            String own = node.path(NAME).asString(path);
            Optional<Map.Entry<String, JsonNode>> plugin = plugin(node);
            JsonNode settings = plugin.map(Map.Entry::getValue).orElse(node);
            plugin.ifPresent(id -> values.put(own, new SettingValue(Optional.of(id.getKey()), only(settings))));
            addAll(own, settings);
        }
    }

    /** Returns the plugin that an object names, with its settings, if it does. */
    private static Optional<Map.Entry<String, JsonNode>> plugin(JsonNode node) {
        List<Map.Entry<String, JsonNode>> inner = node.properties().stream()
                .filter(entry -> !BESIDE.contains(entry.getKey()))
                .toList();
        return inner.size() == 1 && inner.getFirst().getValue().isObject()
                ? Optional.of(inner.getFirst())
                : Optional.empty();
    }

    private static OptionalDouble only(JsonNode settings) {
        return settings.size() == 1 ? value(settings.values().iterator().next()).number() : OptionalDouble.empty();
    }

    private static SettingValue value(JsonNode node) {
        boolean alike = node.isArray()
                && !node.isEmpty()
                && node.valueStream().allMatch(item -> item.isNumber() && item.equals(node.get(0)));
        JsonNode one = alike ? node.get(0) : node;
        return one.isNumber()
                ? new SettingValue(Optional.empty(), OptionalDouble.of(one.doubleValue()))
                : new SettingValue(
                        Optional.of(one.isString() ? one.asString() : one.toString()), OptionalDouble.empty());
    }
}
