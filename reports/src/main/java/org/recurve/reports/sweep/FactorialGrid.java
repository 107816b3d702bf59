package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sweep over every combination of some values, each once: a full factorial design.
 *
 * @param settings those with several values
 * @param levels the values of each setting
 * @param points one for each combination; the last setting changes fastest
 */
public record FactorialGrid(List<String> settings, List<SettingValues> levels, List<SweepPoint> points) {
    public FactorialGrid {
        settings = List.copyOf(settings);
        levels = List.copyOf(levels);
        points = List.copyOf(points);
    }

    /** Empty if a combination is missing or there twice, or if there is nothing to vary. */
    public static Optional<FactorialGrid> of(SweepPoints sweep) {
        List<String> settings = new ArrayList<>();
        List<SettingValues> levels = new ArrayList<>();
        long combinations = 1;
        for (String setting : sweep.settings()) {
            SettingValues values = SettingValues.of(sweep.points(), setting);
            if (values.values().size() > 1) {
                settings.add(setting);
                levels.add(values);
                combinations = StrictMath.multiplyExact(
                        combinations, (long) values.values().size());
            }
            if (combinations > sweep.points().size()) {
                return Optional.empty();
            }
        }
        Map<Integer, SweepPoint> placed = new HashMap<>();
        for (SweepPoint point : sweep.points()) {
            int place = 0;
            for (int i = 0; i < settings.size(); i++) {
                int level = levels.get(i).values().indexOf(point.settings().getOrDefault(settings.get(i), ""));
                if (level < 0) {
                    return Optional.empty();
                }
                place = place * levels.get(i).values().size() + level;
            }
            placed.put(place, point);
        }
        if (settings.isEmpty() || combinations != sweep.points().size() || placed.size() != combinations) {
            return Optional.empty();
        }
        List<SweepPoint> points = new ArrayList<>();
        for (int place = 0; place < combinations; place++) {
            points.add(placed.get(place));
        }
        return Optional.of(new FactorialGrid(settings, levels, points));
    }

    /** Returns which level of a setting a point has, by its place in the list of points. */
    int level(int place, int setting) {
        int within = place;
        for (int i = settings.size() - 1; i > setting; i--) {
            within /= levels.get(i).values().size();
        }
        return within % levels.get(setting).values().size();
    }

    /** Returns the means over seeds, averaged over all other settings, for each pair of levels of two settings. */
    public double[][] means(int rows, int columns) {
        double[][] means = new double[levels.get(rows).values().size()]
                [levels.get(columns).values().size()];
        double share = (double) means.length * means[0].length / points.size();
        for (int place = 0; place < points.size(); place++) {
            means[level(place, rows)][level(place, columns)] +=
                    share * points.get(place).mean();
        }
        return means;
    }

    /** Returns the seeds of which every point has a value. */
    Set<Long> seeds() {
        Set<Long> seeds = new TreeSet<>(points.getFirst().values().keySet());
        points.forEach(point -> seeds.retainAll(point.values().keySet()));
        return seeds;
    }
}
