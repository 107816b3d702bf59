package org.recurve.app.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.binding.TypeWords;
import org.recurve.app.display.TextTable;

/** The settings of a plugin or section, for people and as plain data. */
public final class SettingTable {
    private SettingTable() {}

    /**
     * A setting, as people read of it.
     *
     * @param values which it may have
     * @param standard the value that it has if none is given, or that one must be
     */
    public record SettingRow(String name, String values, String standard, String meaning) {}

    /** Returns a line for each setting: name, values, default, meaning. */
    public static String text(Class<? extends Record> config) {
        List<List<String>> rows = rows(config).stream()
                .map(row -> List.of("  " + row.name(), row.values(), row.standard(), row.meaning()))
                .toList();
        return rows.isEmpty() ? "no settings" : "settings\n" + TextTable.of(rows);
    }

    /** Returns a row for each setting, in the order of the record. */
    public static List<SettingRow> rows(Class<? extends Record> config) {
        return ConfigSetting.of(config).stream()
                .map(s -> new SettingRow(s.name(), values(s), standard(s), s.doc()))
                .toList();
    }

    /** Returns the settings as plain data, sorted by name. */
    public static List<Map<String, Object>> plain(Class<? extends Record> config) {
        return ConfigSetting.of(config).stream()
                .sorted(Comparator.comparing(ConfigSetting::name))
                .map(SettingTable::plain)
                .toList();
    }

    private static String values(ConfigSetting setting) {
        List<String> words = new ArrayList<>(List.of(TypeWords.of(setting.type())));
        words.addAll(setting.limits());
        return String.join(", ", words);
    }

    private static String standard(ConfigSetting setting) {
        String main = setting.isMain() ? ", filled by a bare value" : "";
        return setting.fallback()
                .map(value -> "default " + value + main)
                .orElse((setting.isOptional() ? "optional" : "required") + main);
    }

    private static Map<String, Object> plain(ConfigSetting setting) {
        return Map.of(
                "name", setting.name(),
                "type", TypeWords.of(setting.type()),
                "limits", setting.limits(),
                "default", setting.fallback(),
                "required", !setting.isOptional(),
                "main", setting.isMain(),
                "doc", setting.doc());
    }
}
