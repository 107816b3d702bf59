package org.recurve.reports.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the settings of a point of a sweep, or of a trial of a search, from its name: {@code variant@filters=8,kernel=[3,5]}. */
public final class PointSettings {
    private PointSettings() {}

    /** Returns the values by setting, in the order of the name; none if it names no point. */
    public static Map<String, String> of(String variant) {
        Map<String, String> settings = new LinkedHashMap<>();
        int at = variant.indexOf('@');
        for (String setting : at < 0 ? List.<String>of() : split(variant.substring(at + 1))) {
            int sign = setting.indexOf('=');
            if (sign > 0) {
                settings.put(setting.substring(0, sign), setting.substring(sign + 1));
            }
        }
        return settings;
    }

    /** Parts at commas, except at those within brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            depth += letter == '[' || letter == '{' ? 1 : letter == ']' || letter == '}' ? -1 : 0;
            if (letter == ',' && depth <= 0) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
