package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.reports.text.Numbers;

/** What a panel cannot show and must say. */
final class Notes {
    private Notes() {}

    static List<String> of(List<Bundle> bundles, Thinning thinning) {
        List<String> notes = new ArrayList<>();
        if (thinning.thins()) {
            notes.add(
                    Numbers.count(thinning.xs().length) + " points thinned to " + Numbers.count(thinning.axis().length)
                            + "; the lowest and highest value of every stretch is kept.");
        }
        String single = bundles.stream()
                .filter(bundle -> bundle.lines().size() == 1)
                .map(Bundle::name)
                .collect(Collectors.joining(", "));
        if (!single.isEmpty()) {
            notes.add("One seed only, so no spread: " + single + ".");
        }
        String broken =
                bundles.stream().filter(Notes::hasGaps).map(Bundle::name).collect(Collectors.joining(", "));
        if (!broken.isEmpty()) {
            notes.add("Values that are not finite are left out: " + broken + ".");
        }
        return notes;
    }

    private static boolean hasGaps(Bundle bundle) {
        return bundle.lines().stream().anyMatch(line -> {
            for (double y : line.y()) {
                if (!Double.isFinite(y)) {
                    return true;
                }
            }
            return false;
        });
    }
}
