package org.recurve.reports.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** Writes values of a configuration as short as a file could: {@code tiled 2}, {@code [3, 5]}, {@code 0.0005}. */
final class SettingText {
    /** Says what may stand beside the plugin of a part. */
    private static final Set<String> BESIDE = Set.of("name", "times", "frozen", "tie");

    private static final String VALUE = "value";
    private static final int PLAIN_DECIMALS = 7;
    private static final int PLAIN_ZEROS = 7;

    private SettingText() {}

    /**
     * A plugin with its settings.
     *
     * @param beside what is said of the part that the plugin is
     */
    record PluginSpec(String id, JsonNode settings, Map<String, JsonNode> beside) {
        /** Returns it without what stands beside it. */
        JsonNode node() {
            return JsonText.field(id, settings);
        }

        /** Returns its only setting, if it has one. */
        Optional<Map.Entry<String, JsonNode>> only() {
            return settings.size() == 1 ? settings.properties().stream().findFirst() : Optional.empty();
        }

        /** Returns the plugin's name and settings; the value alone of one that is nothing else, as {@code 0.1} of a constant. */
        private String text() {
            return only().filter(one -> !one.getValue().isContainer())
                    .map(one -> (one.getKey().equals(VALUE) ? "" : id + " ") + SettingText.of(one.getValue()))
                    .orElseGet(() -> settings.isEmpty() ? id : id + " " + SettingText.of(settings));
        }
    }

    /** Returns a node as a plugin with settings, if it has the form of one. */
    static Optional<PluginSpec> plugin(JsonNode node) {
        List<Map.Entry<String, JsonNode>> own = node.properties().stream()
                .filter(entry -> !BESIDE.contains(entry.getKey()))
                .toList();
        return own.size() == 1 && own.getFirst().getValue().isObject()
                ? Optional.of(new PluginSpec(
                        own.getFirst().getKey(),
                        own.getFirst().getValue(),
                        node.properties().stream()
                                .filter(entry -> BESIDE.contains(entry.getKey()))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))))
                : Optional.empty();
    }

    static String of(JsonNode node) {
        if (node.isNumber()) {
            return number(node);
        }
        if (node.isArray()) {
            return node.isEmpty()
                    ? "none"
                    : node.size() == 1 && node.get(0).isObject()
                            ? of(node.get(0))
                            : node.valueStream().map(SettingText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node.isObject()) {
            return plugin(node)
                    .map(PluginSpec::text)
                    .orElseGet(() -> node.isEmpty()
                            ? "none"
                            : node.properties().stream()
                                    .map(entry -> entry.getKey() + " " + of(entry.getValue()))
                                    .collect(Collectors.joining(", ", "{", "}")));
        }
        return node.isString() ? node.asString() : node.toString();
    }

    /** Returns every digit of a number, without those that say nothing. */
    private static String number(JsonNode node) {
        if (!Double.isFinite(node.doubleValue())) {
            return node.asString();
        }
        BigDecimal value = node.decimalValue().stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (value.signum() == 0) {
            return "0";
        }
        boolean plain = exponent >= -PLAIN_DECIMALS && exponent <= PLAIN_ZEROS;
        return plain
                ? value.toPlainString()
                : value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
