package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.storage.ArtifactView;
import org.recurve.storage.Reader;
import org.recurve.storage.TrialView;

/** What trials recorded to look at: for each name and arm, what the arm's example trial recorded last. */
public record Gallery(List<Wall> walls) {
    public Gallery {
        walls = List.copyOf(walls);
    }

    /** All arms' things of one name, side by side. */
    public record Wall(String name, List<Exhibit> exhibits) {}

    /** One arm's thing. */
    public record Exhibit(Arm arm, long seed, long step, String title, Figure figure) {}

    static Gallery of(Arms arms, Reader reader) {
        Map<String, List<Exhibit>> walls = new LinkedHashMap<>();
        for (Arm arm : arms.all()) {
            arm.example()
                    .ifPresent(trial -> latest(reader, trial)
                            .forEach((name, view) -> walls.computeIfAbsent(name, n -> new ArrayList<>())
                                    .add(exhibit(arm, trial, view))));
        }
        return new Gallery(walls.entrySet().stream()
                .map(entry -> new Wall(entry.getKey(), List.copyOf(entry.getValue())))
                .toList());
    }

    private static Map<String, ArtifactView> latest(Reader reader, TrialView trial) {
        Map<String, ArtifactView> latest = new LinkedHashMap<>();
        reader.artifacts(trial.id()).stream()
                .filter(view -> !hasASection(view))
                .forEach(view -> latest.put(view.name(), view));
        return latest;
    }

    private static boolean hasASection(ArtifactView view) {
        return view.artifact() instanceof Artifact.Confusion
                || view.artifact() instanceof Artifact.Mistakes
                || view.name().equals(Cautions.FINDINGS);
    }

    private static Exhibit exhibit(Arm arm, TrialView trial, ArtifactView view) {
        Figure figure = Figure.of(view.artifact(), arm.style(), arm.variant());
        return new Exhibit(arm, trial.seed(), view.step(), view.artifact().title(), figure);
    }
}
