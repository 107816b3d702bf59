package org.recurve.app.diff;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.recurve.app.yaml.CanonicalJson;

/** A configuration as single values by path; a part of the model is named, whatever stands before it. */
final class ConfigurationLeaves {
    private static final String NAME = "name";

    private ConfigurationLeaves() {}

    /** Returns the values of plain data: maps, lists, numbers, texts. */
    static SortedMap<String, String> of(Object plain) {
        SortedMap<String, String> leaves = new TreeMap<>();
        add("", plain, leaves);
        return leaves;
    }

    private static void add(String path, Object plain, SortedMap<String, String> leaves) {
        switch (plain) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                String own =
                        Optional.ofNullable(map.get(NAME)).map(String::valueOf).orElse(path);
                map.forEach((key, value) -> {
                    if (!key.equals(NAME)) {
                        add(own.isEmpty() ? String.valueOf(key) : own + "." + key, value, leaves);
                    }
                });
            }
            case List<?> list
            when list.stream().anyMatch(item -> item instanceof Map) -> {
                for (int i = 0; i < list.size(); i++) {
                    add(path + "." + (i + 1), list.get(i), leaves);
                }
            }
            default -> leaves.put(path, CanonicalJson.write(plain));
        }
    }
}
