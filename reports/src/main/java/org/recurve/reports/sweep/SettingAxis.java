package org.recurve.reports.sweep;

import java.util.List;

/**
 * A setting's range, cut into cells of equal weight: one for each value where there are few, else equal parts of its scale.
 *
 * @param ordered whether neighbouring cells are neighbouring values
 */
record SettingAxis(String setting, SettingScale scale, int cells, boolean ordered) {
    private static final int MOST = 32;
    /** A value that comes this often, on average, is one of a list and not drawn from a range. */
    private static final int OFTEN = 3;

    static SettingAxis of(String setting, List<SweepPoint> points) {
        SettingScale scale = SettingScale.of(
                setting,
                points.stream()
                        .map(point -> point.settings().getOrDefault(setting, ""))
                        .toList());
        int values = scale.values().size();
        boolean list = !scale.numeric() || (values <= MOST && values * OFTEN <= points.size());
        return new SettingAxis(setting, scale, list ? values : MOST, scale.numeric());
    }

    /** Returns the cell of a point's value. */
    int cell(SweepPoint point) {
        String value = point.settings().getOrDefault(setting, "");
        if (scale.values().size() == cells) {
            return scale.values().indexOf(value);
        }
        return StrictMath.min(cells - 1, (int) (scale.place(value) * cells));
    }
}
