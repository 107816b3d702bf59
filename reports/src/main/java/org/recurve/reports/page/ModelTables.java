package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.TrialView;

/**
 * The models as tables of layers.
 *
 * @param baseline the first variant's, whole
 * @param variants the others', where they differ
 */
public record ModelTables(LayerTable baseline, List<LayerTable> variants) {
    public ModelTables {
        variants = List.copyOf(variants);
    }

    /** The layers of one variant that are to be shown, and what all its layers have together. */
    public record LayerTable(StudyArm arm, List<LayerRow> rows, LayerTotal total) {
        public LayerTable {
            rows = List.copyOf(rows);
        }

        /** Returns whether it is the baseline's table again. */
        public boolean same() {
            return rows.isEmpty();
        }
    }

    /** A layer, and what became of it. */
    public record LayerRow(LayerSummary layer, LayerChange change) {}

    /** Describes how a layer stands to the baseline's of the same name. */
    public enum LayerChange {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    /** Sums over layers. */
    public record LayerTotal(long parameters, long links, long flops) {
        static LayerTotal of(List<LayerSummary> layers) {
            return new LayerTotal(
                    layers.stream().mapToLong(LayerSummary::parameters).sum(),
                    layers.stream().mapToLong(LayerSummary::links).sum(),
                    layers.stream().mapToLong(LayerSummary::flops).sum());
        }
    }

    /** Empty if no trial got so far as to have a model. */
    static Optional<ModelTables> of(StudyArms arms) {
        List<StudyArm> traced =
                arms.variants().stream().filter(arm -> !layers(arm).isEmpty()).toList();
        if (traced.isEmpty()) {
            return Optional.empty();
        }
        StudyArm first = traced.getFirst();
        List<LayerRow> whole = layers(first).stream()
                .map(layer -> new LayerRow(layer, LayerChange.SAME))
                .toList();
        return Optional.of(new ModelTables(
                new LayerTable(first, whole, LayerTotal.of(layers(first))),
                traced.stream()
                        .skip(1)
                        .map(arm -> difference(arm, layers(first)))
                        .toList()));
    }

    private static LayerTable difference(StudyArm arm, List<LayerSummary> baseline) {
        Map<String, LayerSummary> before = new LinkedHashMap<>();
        baseline.forEach(layer -> before.put(layer.name(), layer));
        List<LayerRow> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LayerSummary layer : layers(arm)) {
            names.add(layer.name());
            if (!before.containsKey(layer.name())) {
                rows.add(new LayerRow(layer, LayerChange.ADDED));
            } else if (!layer.equals(before.get(layer.name()))) {
                rows.add(new LayerRow(layer, LayerChange.CHANGED));
            }
        }
        baseline.stream()
                .filter(layer -> !names.contains(layer.name()))
                .forEach(layer -> rows.add(new LayerRow(layer, LayerChange.REMOVED)));
        return new LayerTable(arm, rows, LayerTotal.of(layers(arm)));
    }

    private static List<LayerSummary> layers(StudyArm arm) {
        return arm.example().map(TrialView::layers).orElse(List.of());
    }
}
