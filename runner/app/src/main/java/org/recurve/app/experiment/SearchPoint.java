package org.recurve.app.experiment;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.change.DeltaChange;
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.yaml.YamlNode.MappingEntry;

/**
 * A point of a sweep.
 *
 * @param name {@code filters=8,learning-rate=0.1}; empty where nothing is swept
 * @param settings by path
 */
record SearchPoint(String name, List<MappingEntry> settings) {
    /** The only point of a study that sweeps nothing. */
    static final SearchPoint NONE = new SearchPoint("", List.of());

    private static final int LONGEST = 200;

    SearchPoint {
        settings = List.copyOf(settings);
    }

    /** Returns a point named by its settings, whose paths are called by these titles. */
    static SearchPoint of(List<MappingEntry> settings, Map<String, String> titles) {
        String name = settings.stream()
                .map(e -> titles.get(e.key()) + "=" + SettingNames.words(e.value()))
                .collect(Collectors.joining(","));
        return new SearchPoint(name.length() <= LONGEST ? name : shortened(name), settings);
    }

    /** Names go into tables and names of files; what is cut off is told apart by a hash. */
    private static String shortened(String name) {
        String hash = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
        return name.substring(0, LONGEST - 14) + ".." + hash.substring(0, 12);
    }

    /** With further settings. */
    SearchPoint and(SearchPoint more) {
        List<MappingEntry> all = new ArrayList<>(settings);
        all.addAll(more.settings);
        return settings.isEmpty() ? more : new SearchPoint(name + "," + more.name, all);
    }

    List<DeltaChange> changes() {
        return settings.stream()
                .<DeltaChange>map(e -> new DeltaChange.SetValue(e.key(), e.place(), e.value()))
                .toList();
    }

    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach(e -> plain.put(e.key(), e.value().plain()));
        return plain;
    }
}
