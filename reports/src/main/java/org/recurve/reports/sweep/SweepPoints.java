package org.recurve.reports.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.PointSettings;
import org.recurve.reports.study.StudyArm;

/**
 * All points of one sweep or search that came to a value.
 *
 * @param variant whose settings were varied
 * @param task empty if the study has none
 * @param metric by which they are explored
 * @param settings every setting that some point has
 * @param without how many points came to no finite value, or not with every seed
 */
public record SweepPoints(
        String variant, String task, String metric, List<String> settings, List<SweepPoint> points, int without) {
    private record SweepKey(String variant, String task) {}

    public SweepPoints {
        settings = List.copyOf(settings);
        points = List.copyOf(points);
    }

    /** Returns the sweeps of a study, one for each variant and task; none without a point that came to a value. */
    public static List<SweepPoints> of(List<StudyArm> arms, String metric) {
        Map<SweepKey, List<StudyArm>> sweeps = new LinkedHashMap<>();
        arms.stream()
                .filter(StudyArm::isPoint)
                .forEach(arm -> sweeps.computeIfAbsent(
                                new SweepKey(
                                        arm.variant().substring(0, arm.variant().indexOf('@')), arm.task()),
                                _ -> new ArrayList<>())
                        .add(arm));
        return sweeps.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), metric))
                .filter(sweep -> !sweep.points().isEmpty())
                .toList();
    }

    private static SweepPoints of(SweepKey key, List<StudyArm> arms, String metric) {
        Map<String, Boolean> settings = new LinkedHashMap<>();
        List<SweepPoint> points = new ArrayList<>();
        for (StudyArm arm : arms) {
            Map<String, String> own = PointSettings.of(arm.variant());
            own.keySet().forEach(setting -> settings.put(setting, true));
            SortedMap<Long, Double> values = new TreeMap<>(arm.values(metric));
            if (arm.unsuccessful(metric).isEmpty()) { // a mean of the others would flatter it
                SeedSummary.of(values.values())
                        .ifPresent(summary -> points.add(new SweepPoint(arm, own, values, summary)));
            }
        }
        return new SweepPoints(
                key.variant(), key.task(), metric, List.copyOf(settings.keySet()), points, arms.size() - points.size());
    }
}
