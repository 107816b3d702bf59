package org.recurve.app.language;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.experiment.SectionSettings;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;

/** Describes what a section of an experiment file means, with an example, its settings, and the plugins that may stand in it. */
public record SectionDescription(FileSection section, PluginRegistry registry) {
    /** Returns a page for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(section.key())
                .append("  section of an experiment file\n")
                .append(section.doc())
                .append("\n\nexample\n  ")
                .append(section.example())
                .append('\n');
        SectionSettings.of(section)
                .ifPresent(record ->
                        text.append('\n').append(SettingTable.text(record)).append('\n'));
        kind().ifPresent(kind -> text.append('\n')
                .append(kind.many())
                .append("\n  ")
                .append(String.join(", ", registry.ids(kind)))
                .append("\nrecurve describe PLUGIN tells more of one.\n"));
        return text.toString();
    }

    /** Returns the same as plain data. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new TreeMap<>(
                Map.of("kind", "section", "id", section.key(), "summary", section.doc(), "example", section.example()));
        SectionSettings.of(section).ifPresent(record -> plain.put("settings", SettingTable.plain(record)));
        kind().ifPresent(kind -> plain.put("plugins", registry.ids(kind)));
        return plain;
    }

    private Optional<PluginKind> kind() {
        return Optional.ofNullable(Map.of(
                        FileSection.DATA, PluginKind.DATASET,
                        FileSection.MODEL, PluginKind.LAYER,
                        FileSection.LOSS, PluginKind.LOSS,
                        FileSection.MEASURE, PluginKind.METRIC,
                        FileSection.LISTEN, PluginKind.LISTENER,
                        FileSection.TUNE, PluginKind.SEARCH,
                        FileSection.SWEEP, PluginKind.SEARCH)
                .get(section));
    }
}
