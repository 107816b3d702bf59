package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Describes what trials recorded to look at: for each name and arm, what the arm's example trial recorded last. */
public record ArtifactGallery(List<ArtifactRow> walls) {
    public ArtifactGallery {
        walls = List.copyOf(walls);
    }

    /** All arms' things of one name, side by side. */
    public record ArtifactRow(String name, List<ArtifactFigure> exhibits) {}

    /** A thing that one arm recorded. */
    public record ArtifactFigure(StudyArm arm, long seed, long step, String title, RecordedFigure figure) {}

    static ArtifactGallery of(StudyArms arms, StoreReader reader) {
        Map<String, List<ArtifactFigure>> walls = new LinkedHashMap<>();
        for (StudyArm arm : arms.all()) {
            arm.example()
                    .ifPresent(trial -> latest(reader, trial)
                            .forEach((name, view) -> walls.computeIfAbsent(name, n -> new ArrayList<>())
                                    .add(exhibit(arm, trial, view))));
        }
        return new ArtifactGallery(walls.entrySet().stream()
                .map(entry -> new ArtifactRow(entry.getKey(), List.copyOf(entry.getValue())))
                .toList());
    }

    private static Map<String, ArtifactView> latest(StoreReader reader, TrialView trial) {
        Map<String, ArtifactView> latest = new LinkedHashMap<>();
        reader.artifacts(trial.id()).stream()
                .filter(view -> !hasASection(view))
                .forEach(view -> latest.put(view.name(), view));
        return latest;
    }

    private static boolean hasASection(ArtifactView view) {
        return view.artifact() instanceof Artifact.Confusion
                || view.artifact() instanceof Artifact.Mistakes
                || AnswerCharts.show(view)
                || ClassTables.show(view)
                || view.name().equals(Warnings.FINDINGS);
    }

    private static ArtifactFigure exhibit(StudyArm arm, TrialView trial, ArtifactView view) {
        RecordedFigure figure = RecordedFigure.of(view.artifact(), arm.style(), arm.variant());
        return new ArtifactFigure(
                arm, trial.seed(), view.step(), view.artifact().title(), figure);
    }
}
