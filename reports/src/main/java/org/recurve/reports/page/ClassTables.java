package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.statistics.ClassTable;
import org.recurve.reports.statistics.SeedClasses;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.StoreReader;

/**
 * Says how well each arm tells classes apart on a split, or labels of which several may hold.
 *
 * @param what a row is about: a class, or a label
 * @param task empty if the study has none
 * @param folds of cross-validation; 0 without
 */
public record ClassTables(String what, String split, String task, int folds, List<ArmClasses> arms) {
    private static final String CONFUSION = "confusion-";
    private static final String LABELS = "labels-";

    public ClassTables {
        arms = List.copyOf(arms);
    }

    /**
     * The classes of one arm.
     *
     * @param seeds how many trials they are of
     */
    public record ArmClasses(StudyArm arm, int seeds, SeedClasses table) {}

    /** Returns those of a split, for each task in which something classified. */
    static List<ClassTables> of(String split, StudyArms arms, int folds, StoreReader reader) {
        Set<String> classified = reader.withArtifact(CONFUSION + split);
        Set<String> labelled = reader.withArtifact(LABELS + split);
        return arms.tasks().stream()
                .flatMap(task -> Stream.of(
                        new ClassTables(
                                "class",
                                split,
                                task,
                                folds,
                                arms(
                                        arms.of(task),
                                        folds,
                                        id -> !classified.contains(id)
                                                ? Optional.empty()
                                                : reader.latest(id, CONFUSION + split, Artifact.Confusion.class)
                                                        .map(one -> ClassTable.of(one.classes(), one.counts())))),
                        new ClassTables(
                                "label",
                                split,
                                task,
                                folds,
                                arms(
                                        arms.of(task),
                                        folds,
                                        id -> !labelled.contains(id)
                                                ? Optional.empty()
                                                : reader.latest(id, LABELS + split, Artifact.Matrix.class)
                                                        .flatMap(ClassTable::ofLabels)))))
                .filter(tables -> !tables.arms.isEmpty())
                .toList();
    }

    /** Returns whether these tables show what was recorded. */
    static boolean show(ArtifactView view) {
        return view.artifact() instanceof Artifact.Matrix matrix
                && view.name().startsWith(LABELS)
                && ClassTable.ofLabels(matrix).isPresent();
    }

    private static List<ArmClasses> arms(
            List<StudyArm> arms, int folds, Function<String, Optional<ClassTable>> recorded) {
        List<ArmClasses> all = new ArrayList<>();
        for (StudyArm arm : arms) {
            List<ClassTable> tables = arm.trials().stream()
                    .flatMap(trial -> recorded.apply(trial.id()).stream())
                    .toList();
            List<ClassTable> alike = tables.stream()
                    .filter(table -> names(table).equals(names(tables.getFirst()))) // of other classes there is no mean
                    .toList();
            if (!alike.isEmpty()) {
                all.add(new ArmClasses(arm, alike.size(), SeedClasses.of(alike, folds)));
            }
        }
        return all;
    }

    private static List<String> names(ClassTable table) {
        return table.rows().stream().map(ClassTable.ClassRow::name).toList();
    }

    /** Returns a share as it is written: the mean, and behind it half of its interval. */
    public static String text(SeedClasses.MeanShare share) {
        String mean = NumberText.fixed(share.mean(), 3);
        return share.half().isEmpty()
                ? mean
                : mean + " ± " + NumberText.fixed(share.half().getAsDouble(), 3);
    }
}
