package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.PointSettings;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;

/**
 * The points of a sweep, or of a search, by their settings: once against each setting, and once across all of them.
 *
 * @param metric the mean of which over the seeds is shown
 * @param scales one for each setting, the metric's last
 */
public record SweepSection(String metric, List<SettingScale> scales, List<SweepPoint> points) {
    /** The height and the width of a plot. */
    public static final int SIZE = 120;

    public SweepSection {
        scales = List.copyOf(scales);
        points = List.copyOf(points);
    }

    /**
     * One point.
     *
     * @param places on each scale, from 0 (low) to 1; empty where the point lacks the setting
     * @param text its settings and what came of them
     */
    public record SweepPoint(List<OptionalDouble> places, String text) {
        /** Returns its place on the last scale, the metric's. */
        public double height() {
            return places.getLast().orElse(0);
        }
    }

    /** Empty if the study has no point that finished. */
    static Optional<SweepSection> of(StudyArms arms, String metric) {
        Map<StudyArm, Double> means = new LinkedHashMap<>();
        arms.all().stream()
                .filter(StudyArm::isPoint)
                .forEach(arm -> SeedSummary.of(arm.values(metric).values()).ifPresent(s -> means.put(arm, s.mean())));
        if (means.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        means.keySet()
                .forEach(arm -> PointSettings.of(arm.variant())
                        .forEach((setting, value) -> values.computeIfAbsent(setting, _ -> new ArrayList<>())
                                .add(value)));
        List<SettingScale> scales = new ArrayList<>();
        values.forEach((setting, all) -> scales.add(SettingScale.of(setting, all)));
        SettingScale heights = SettingScale.of(
                metric, means.values().stream().map(String::valueOf).toList());
        scales.add(heights);
        List<SweepPoint> points = new ArrayList<>();
        means.forEach((arm, mean) -> points.add(point(arm, mean, scales)));
        return Optional.of(new SweepSection(metric, scales, points));
    }

    private static SweepPoint point(StudyArm arm, double mean, List<SettingScale> scales) {
        Map<String, String> own = PointSettings.of(arm.variant());
        own.put(scales.getLast().setting(), String.valueOf(mean));
        List<OptionalDouble> places = scales.stream()
                .map(scale -> Optional.ofNullable(own.get(scale.setting()))
                        .map(value -> OptionalDouble.of(scale.place(value)))
                        .orElse(OptionalDouble.empty()))
                .toList();
        return new SweepPoint(places, arm.variant() + ": " + NumberText.significant(mean, 4));
    }

    /** Returns where a place lies in a plot, up or to the right, to a tenth of a unit. */
    public static double at(double place) {
        return StrictMath.rint(10 * SIZE * place) / 10;
    }

    /** Returns the line of a point across all scales, which stand {@value #SIZE} apart. */
    public String path(SweepPoint point) {
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
