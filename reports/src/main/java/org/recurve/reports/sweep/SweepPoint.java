package org.recurve.reports.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.StudyArm;

/**
 * A point.
 *
 * @param settings the value of each setting, in the order of the point's name
 * @param values of the metric, by seed
 */
public record SweepPoint(
        StudyArm arm, Map<String, String> settings, SortedMap<Long, Double> values, SeedSummary summary) {
    public SweepPoint {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public double mean() {
        return summary.mean();
    }

    /** {@code filters 8, kernel 5}. */
    public String text() {
        return settings.isEmpty()
                ? arm.variant()
                : settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .collect(Collectors.joining(", "));
    }
}
