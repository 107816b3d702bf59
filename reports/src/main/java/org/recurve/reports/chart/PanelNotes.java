package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.reports.text.NumberText;

/** Describes what a panel cannot show and must say. */
final class PanelNotes {
    private PanelNotes() {}

    static List<String> of(List<ArmCurves> curveses, CurveThinning thinning) {
        List<String> notes = new ArrayList<>(thinned(thinning));
        String single = curveses.stream()
                .filter(curves -> curves.lines().size() == 1)
                .map(ArmCurves::name)
                .collect(Collectors.joining(", "));
        if (!single.isEmpty()) {
            notes.add("One seed only, so no spread: " + single + ".");
        }
        notes.addAll(broken(curveses));
        return notes;
    }

    /** Returns the notes on lines that are no seeds. */
    static List<String> ofLines(List<ArmCurves> lines, CurveThinning thinning) {
        List<String> notes = new ArrayList<>(thinned(thinning));
        notes.addAll(broken(lines));
        return notes;
    }

    private static List<String> thinned(CurveThinning thinning) {
        List<String> notes = new ArrayList<>();
        if (thinning.thins()) {
            notes.add(NumberText.count(thinning.xs().length) + " points thinned to "
                    + NumberText.count(thinning.axis().length)
                    + "; the lowest and highest value of every stretch is kept.");
        }
        return notes;
    }

    private static List<String> broken(List<ArmCurves> curveses) {
        List<String> notes = new ArrayList<>();
        String broken = curveses.stream()
                .filter(PanelNotes::hasGaps)
                .map(ArmCurves::name)
                .collect(Collectors.joining(", "));
        if (!broken.isEmpty()) {
            notes.add("Values that are not finite are left out: " + broken + ".");
        }
        return notes;
    }

    private static boolean hasGaps(ArmCurves curves) {
        return curves.lines().stream().anyMatch(line -> {
            for (double y : line.y()) {
                if (!Double.isFinite(y)) {
                    return true;
                }
            }
            return false;
        });
    }
}
