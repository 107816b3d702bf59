package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.reports.picture.HeatMap;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.StoreReader;

/** Which classes were taken for which on a split, each arm's seeds added up. */
public record ConfusionMatrices(String split, List<ArmConfusion> arms) {
    public ConfusionMatrices {
        arms = List.copyOf(arms);
    }

    /** One arm's, over so many trials. */
    public record ArmConfusion(StudyArm arm, int trials, HeatMap map) {}

    /** Empty if nothing classified. */
    static Optional<ConfusionMatrices> of(String split, StudyArms arms, StoreReader reader) {
        Set<String> classifying = reader.withArtifact(name(split));
        List<ArmConfusion> all = arms.all().stream()
                .flatMap(arm -> of(split, arm, classifying, reader).stream())
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new ConfusionMatrices(split, all));
    }

    private static Optional<ArmConfusion> of(String split, StudyArm arm, Set<String> classifying, StoreReader reader) {
        List<Confusion> all = arm.trials().stream()
                .filter(trial -> classifying.contains(trial.id()))
                .flatMap(trial -> reader.latest(trial.id(), name(split), Confusion.class).stream())
                .toList();
        List<Confusion> recorded = all.stream() // of other classes nothing can be added
                .filter(one -> one.classes().equals(all.getFirst().classes()))
                .toList();
        return recorded.isEmpty()
                ? Optional.empty()
                : Optional.of(new ArmConfusion(
                        arm,
                        recorded.size(),
                        HeatMap.of(
                                recorded.getFirst().classes(),
                                sum(recorded.stream().map(Confusion::counts).toList()))));
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
