package org.recurve.reports.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The distinct values of a setting: ascending if all are numbers, else in the order of the study.
 *
 * @param numeric whether all are numbers
 */
public record SettingValues(List<String> values, boolean numeric) {
    public SettingValues {
        values = List.copyOf(values);
    }

    static SettingValues of(List<SweepPoint> points, String setting) {
        return of(points.stream()
                .flatMap(point -> Optional.ofNullable(point.settings().get(setting)).stream())
                .toList());
    }

    /** Returns the distinct ones of some values. */
    public static SettingValues of(List<String> all) {
        List<String> distinct = all.stream().distinct().toList();
        boolean numeric = distinct.stream().allMatch(value -> number(value).isPresent());
        return new SettingValues(
                numeric
                        ? distinct.stream()
                                .sorted(Comparator.comparingDouble(
                                        value -> number(value).orElseThrow()))
                                .toList()
                        : distinct,
                numeric);
    }

    private static OptionalDouble number(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException isText) {
            return OptionalDouble.empty();
        }
    }
}
