package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.answer.SweepSentence;
import org.recurve.reports.picture.HeatMap;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.sweep.FactorialGrid;
import org.recurve.reports.sweep.ForestImportance;
import org.recurve.reports.sweep.SettingImportance;
import org.recurve.reports.sweep.SettingImportance.VarianceShare;
import org.recurve.reports.sweep.SettingScale;
import org.recurve.reports.sweep.SweepPoint;
import org.recurve.reports.sweep.SweepPoints;
import org.recurve.reports.text.NumberText;

/**
 * The points of a sweep, or of a search, by their settings: once against each setting, once across all of them, and, of a full
 * grid, in the plane of the two settings that matter most.
 *
 * @param findings in words: the best point and how far to believe in it
 * @param scales one for each setting, the metric's last
 * @param points the worst first, so that the best are drawn above all others
 * @param plane empty unless the points are a full grid of several settings
 * @param importance empty if all values are equal, or too few for a forest where the points are no full grid
 */
public record SweepSection(
        SweepPoints sweep,
        List<String> findings,
        List<SettingScale> scales,
        List<DrawnPoint> points,
        Optional<SettingPlane> plane,
        Optional<SettingImportance> importance) {
    /** The height and the width of a plot. */
    public static final int SIZE = 120;

    /** The width of a bar that stands for all of the variance. */
    public static final int BAR = 240;

    /** The share of points: one in so many is drawn as one of the best. */
    private static final int BEST = 10;

    private static final int CELLS = 400;

    public SweepSection {
        findings = List.copyOf(findings);
        scales = List.copyOf(scales);
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param places on each scale, from 0 (low) to 1; empty where the point lacks the setting
     * @param text its settings and what came of them
     * @param rank 0 for the best
     * @param best whether it is one of the best
     */
    public record DrawnPoint(List<OptionalDouble> places, String text, int rank, boolean best) {
        /** Returns its place on the last scale, the metric's. */
        public double height() {
            return places.getLast().orElse(0);
        }
    }

    /** The means at each pair of values of two settings, averaged over all others. */
    public record SettingPlane(String rows, String columns, boolean averaged, HeatMap map) {}

    /** Returns one for each variant and task whose settings were varied. */
    public static List<SweepSection> of(StudyArms arms, ComparisonQuestion exploring) {
        return SweepPoints.of(arms.all(), exploring.primary()).stream()
                .map(sweep -> of(sweep, exploring))
                .toList();
    }

    private static SweepSection of(SweepPoints sweep, ComparisonQuestion exploring) {
        List<SettingScale> scales = new ArrayList<>();
        for (String setting : sweep.settings()) {
            scales.add(SettingScale.of(
                    setting,
                    sweep.points().stream()
                            .flatMap(point ->
                                    Optional.ofNullable(point.settings().get(setting)).stream())
                            .toList()));
        }
        scales.add(SettingScale.of(
                sweep.metric(),
                sweep.points().stream()
                        .map(point -> String.valueOf(point.mean()))
                        .toList()));
        double sign = exploring.nature().better(sweep.metric()).orElse(Better.HIGHER) == Better.HIGHER ? 1 : -1;
        List<SweepPoint> ascending = sweep.points().stream()
                .sorted(Comparator.comparingDouble(point -> sign * point.mean()))
                .toList();
        int best = StrictMath.max(1, ascending.size() / BEST);
        List<DrawnPoint> points = new ArrayList<>();
        for (int i = 0; i < ascending.size(); i++) {
            int rank = ascending.size() - 1 - i;
            points.add(drawn(ascending.get(i), scales, rank, rank < best));
        }
        Optional<FactorialGrid> grid = FactorialGrid.of(sweep);
        Optional<SettingImportance> importance =
                grid.isPresent() ? SettingImportance.of(grid.get()) : ForestImportance.of(sweep);
        return new SweepSection(
                sweep,
                SweepSentence.clauses(sweep, exploring),
                scales,
                points,
                grid.flatMap(full -> plane(full, importance)),
                importance);
    }

    private static DrawnPoint drawn(SweepPoint point, List<SettingScale> scales, int rank, boolean best) {
        Map<String, String> own = new HashMap<>(point.settings());
        own.put(scales.getLast().setting(), String.valueOf(point.mean()));
        List<OptionalDouble> places = scales.stream()
                .map(scale -> Optional.ofNullable(own.get(scale.setting()))
                        .map(value -> OptionalDouble.of(scale.place(value)))
                        .orElse(OptionalDouble.empty()))
                .toList();
        return new DrawnPoint(
                places, point.arm().variant() + ": " + NumberText.significant(point.mean(), 4), rank, best);
    }

    /** Returns the plane of the two settings that matter most. */
    private static Optional<SettingPlane> plane(FactorialGrid grid, Optional<SettingImportance> importance) {
        if (grid.settings().size() < 2) {
            return Optional.empty();
        }
        List<String> ranked = importance
                .map(known -> known.effects().stream()
                        .map(VarianceShare::name)
                        .filter(grid.settings()::contains)
                        .toList())
                .orElse(grid.settings());
        int rows = grid.settings().indexOf(ranked.get(0));
        int columns = grid.settings().indexOf(ranked.get(1));
        double[][] means = grid.means(rows, columns);
        return means.length * means[0].length > CELLS
                ? Optional.empty()
                : Optional.of(new SettingPlane(
                        ranked.get(0),
                        ranked.get(1),
                        grid.settings().size() > 2,
                        HeatMap.of(new Artifact.Matrix(
                                "",
                                grid.levels().get(rows).values(),
                                grid.levels().get(columns).values(),
                                means))));
    }

    /** Returns what of the variance a bar of {@value #BAR} units stands for, to a tenth of a unit. */
    public static double bar(double share) {
        return StrictMath.rint(10 * BAR * Math.clamp(share, 0.0, 1.0)) / 10;
    }

    /** Returns where a place lies in a plot, up or to the right, to a tenth of a unit. */
    public static double at(double place) {
        return StrictMath.rint(10 * SIZE * place) / 10;
    }

    /** Returns the line of a point across all scales, which stand {@value #SIZE} apart. */
    public String path(DrawnPoint point) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < scales.size(); i++) {
            OptionalDouble place = point.places().get(i);
            if (place.isPresent()) {
                path.append(path.isEmpty() ? "M" : "L")
                        .append(i * SIZE)
                        .append(' ')
                        .append(SIZE - at(place.getAsDouble()));
            }
        }
        return path.toString();
    }
}
