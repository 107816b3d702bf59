package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.reports.picture.HeatMap;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.StoreReader;

/**
 * Says which classes were taken for which on a split, each arm's seeds added up: the counts of the arm that others are compared
 * with, one matrix of what the others do better and worse, and theirs as differences.
 *
 * @param task empty if the study has none
 * @param classes against arms: the share of right answers, as points above that of the first; empty if there is one arm
 * @param differences from the first arm, in points of each right class
 */
public record ConfusionMatrices(
        String split, String task, ArmConfusion first, Optional<HeatMap> classes, List<ArmConfusion> differences) {
    private static final int PERCENT = 100;

    public ConfusionMatrices {
        differences = List.copyOf(differences);
    }

    /** The matrix of one arm, over so many trials. */
    public record ArmConfusion(StudyArm arm, int trials, HeatMap map) {}

    /** An arm's counts, added up. */
    private record SummedConfusion(StudyArm arm, int trials, List<String> names, long[][] counts) {
        /** Returns how large a share of the examples of a class got an answer, in percent; zero of a class without examples. */
        double percent(int right, int answer) {
            long all = LongStream.of(counts[right]).sum();
            return all == 0 ? 0 : PERCENT * (double) counts[right][answer] / all;
        }
    }

    /** Returns one for each task in which something classified. */
    static List<ConfusionMatrices> of(String split, StudyArms arms, String against, StoreReader reader) {
        Set<String> classifying = reader.withArtifact(name(split));
        return arms.tasks().stream()
                .flatMap(task -> of(split, task, arms.of(task), against, classifying, reader).stream())
                .toList();
    }

    private static Optional<ConfusionMatrices> of(
            String split,
            String task,
            List<StudyArm> arms,
            String against,
            Set<String> classifying,
            StoreReader reader) {
        List<SummedConfusion> all = arms.stream()
                .flatMap(arm -> sum(split, arm, classifying, reader).stream())
                .toList();
        return all.stream()
                .filter(one -> one.arm().variant().equals(against))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(first -> {
                    List<SummedConfusion> others = all.stream()
                            .filter(one -> one != first && one.names().equals(first.names()))
                            .toList();
                    return new ConfusionMatrices(
                            split,
                            task,
                            new ArmConfusion(first.arm(), first.trials(), HeatMap.of(first.names(), first.counts())),
                            others.isEmpty() ? Optional.empty() : Optional.of(classes(first, others)),
                            others.stream()
                                    .map(other -> difference(first, other))
                                    .toList());
                });
    }

    private static HeatMap classes(SummedConfusion first, List<SummedConfusion> others) {
        double[][] points = new double[first.names().size()][others.size()];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points[i].length; j++) {
                points[i][j] = others.get(j).percent(i, i) - first.percent(i, i);
            }
        }
        return HeatMap.of(new Artifact.Matrix(
                "",
                first.names(),
                others.stream().map(other -> other.arm().variant()).toList(),
                points));
    }

    private static ArmConfusion difference(SummedConfusion first, SummedConfusion other) {
        int size = first.names().size();
        double[][] points = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                points[i][j] = other.percent(i, j) - first.percent(i, j);
            }
        }
        return new ArmConfusion(
                other.arm(), other.trials(), HeatMap.of(new Artifact.Matrix("", first.names(), first.names(), points)));
    }

    private static Optional<SummedConfusion> sum(
            String split, StudyArm arm, Set<String> classifying, StoreReader reader) {
        List<Confusion> all = arm.trials().stream()
                .filter(trial -> classifying.contains(trial.id()))
                .flatMap(trial -> reader.latest(trial.id(), name(split), Confusion.class).stream())
                .toList();
        List<Confusion> recorded = new ArrayList<>(all);
        recorded.removeIf(
                one -> !one.classes().equals(all.getFirst().classes())); // of other classes nothing can be added
        return recorded.isEmpty()
                ? Optional.empty()
                : Optional.of(new SummedConfusion(
                        arm,
                        recorded.size(),
                        recorded.getFirst().classes(),
                        sum(recorded.stream().map(Confusion::counts).toList())));
    }

    private static String name(String split) {
        return "confusion-" + split;
    }

    private static long[][] sum(List<long[][]> all) {
        int classes = all.getFirst().length;
        long[][] sum = new long[classes][classes];
        for (long[][] counts : all) {
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    sum[i][j] += counts[i][j];
                }
            }
        }
        return sum;
    }
}
