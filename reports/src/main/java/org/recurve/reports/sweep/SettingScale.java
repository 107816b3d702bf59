package org.recurve.reports.sweep;

import java.util.List;
import org.recurve.reports.text.NumberText;

/**
 * The values of one setting on a line: numbers by size, or by their logarithms if they are positive and span more than a
 * factor of twenty; other values side by side.
 *
 * @param setting what it is a scale of
 * @param values distinct, ascending or in the order of the study
 */
public record SettingScale(String setting, List<String> values, boolean numeric, boolean logarithmic) {
    private static final double WIDE = 20;

    public SettingScale {
        values = List.copyOf(values);
    }

    /** Returns the scale of all values that points have. */
    public static SettingScale of(String setting, List<String> all) {
        SettingValues distinct = SettingValues.of(all);
        if (!distinct.numeric()) {
            return new SettingScale(setting, distinct.values(), false, false);
        }
        List<String> ascending = distinct.values();
        double low = Double.parseDouble(ascending.getFirst());
        double high = Double.parseDouble(ascending.getLast());
        return new SettingScale(setting, ascending, true, low > 0 && high / low > WIDE);
    }

    /** Returns where a value lies, from 0 for the lowest value to 1 for the highest; ½ if there is one only. */
    public double place(String value) {
        if (values.size() == 1) {
            return 0.5;
        }
        if (!numeric) {
            return values.indexOf(value) / (values.size() - 1.0);
        }
        double low = on(values.getFirst());
        return (on(value) - low) / (on(values.getLast()) - low);
    }

    private double on(String value) {
        double number = Double.parseDouble(value);
        return logarithmic ? StrictMath.log(number) : number;
    }

    public String low() {
        return shown(values.getFirst());
    }

    public String high() {
        return values.size() == 1 ? "" : shown(values.getLast());
    }

    private String shown(String value) {
        return numeric ? NumberText.significant(Double.parseDouble(value), 3) : value;
    }
}
