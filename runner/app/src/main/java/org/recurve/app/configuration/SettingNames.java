package org.recurve.app.configuration;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** Makes names of variants and measures from the paths and values of settings. */
public final class SettingNames {
    private SettingNames() {}

    /** For each path its last segment, or all of it where another path ends like it. */
    public static Map<String, String> titles(Collection<String> paths) {
        Map<String, Long> ends =
                paths.stream().collect(Collectors.groupingBy(SettingNames::last, Collectors.counting()));
        Map<String, String> titles = new HashMap<>();
        paths.forEach(path -> titles.put(
                path,
                ends.getOrDefault(last(path), 0L) > 1 ? path.replace("*", "all").replace('.', '-') : last(path)));
        return titles;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Returns a value as part of a name: {@code tiled-2} for {@code {tiled: 2}}. */
    public static String words(YamlNode value) {
        return switch (value) {
            case ScalarNode node ->
                String.valueOf(node.plain())
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^-", "minus-")
                        .replaceAll("[^a-z0-9.]+", "-");
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream().map(SettingNames::words).collect(Collectors.joining("-"));
            case MappingNode mappingNode ->
                mappingNode.entries().stream()
                        .map(e -> e.key() + "-" + words(e.value()))
                        .collect(Collectors.joining("-"));
            case YamlNode.ReferenceNode referenceNode -> referenceNode.id();
        };
    }
}
