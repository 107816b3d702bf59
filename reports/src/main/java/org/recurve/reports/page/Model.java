package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.storage.TrialView;

/**
 * The models as tables of layers.
 *
 * @param baseline the first variant's, whole
 * @param variants the others', where they differ
 */
public record Model(Table baseline, List<Table> variants) {
    public Model {
        variants = List.copyOf(variants);
    }

    /** The layers of one variant that are to be shown, and what all its layers have together. */
    public record Table(Arm arm, List<Row> rows, Total total) {
        public Table {
            rows = List.copyOf(rows);
        }

        /** Whether it is the baseline's table again. */
        public boolean same() {
            return rows.isEmpty();
        }
    }

    /** A layer, and what became of it. */
    public record Row(LayerSummary layer, Change change) {}

    /** How a layer stands to the baseline's of the same name. */
    public enum Change {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    /** Sums over layers. */
    public record Total(long parameters, long links, long flops) {
        static Total of(List<LayerSummary> layers) {
            return new Total(
                    layers.stream().mapToLong(LayerSummary::parameters).sum(),
                    layers.stream().mapToLong(LayerSummary::links).sum(),
                    layers.stream().mapToLong(LayerSummary::flops).sum());
        }
    }

    /** Empty if no trial got so far as to have a model. */
    static Optional<Model> of(Arms arms) {
        List<Arm> traced =
                arms.variants().stream().filter(arm -> !layers(arm).isEmpty()).toList();
        if (traced.isEmpty()) {
            return Optional.empty();
        }
        Arm first = traced.getFirst();
        List<Row> whole =
                layers(first).stream().map(layer -> new Row(layer, Change.SAME)).toList();
        return Optional.of(new Model(
                new Table(first, whole, Total.of(layers(first))),
                traced.stream()
                        .skip(1)
                        .map(arm -> difference(arm, layers(first)))
                        .toList()));
    }

    private static Table difference(Arm arm, List<LayerSummary> baseline) {
        Map<String, LayerSummary> before = new LinkedHashMap<>();
        baseline.forEach(layer -> before.put(layer.name(), layer));
        List<Row> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LayerSummary layer : layers(arm)) {
            names.add(layer.name());
            if (!before.containsKey(layer.name())) {
                rows.add(new Row(layer, Change.ADDED));
            } else if (!layer.equals(before.get(layer.name()))) {
                rows.add(new Row(layer, Change.CHANGED));
            }
        }
        baseline.stream()
                .filter(layer -> !names.contains(layer.name()))
                .forEach(layer -> rows.add(new Row(layer, Change.REMOVED)));
        return new Table(arm, rows, Total.of(layers(arm)));
    }

    private static List<LayerSummary> layers(Arm arm) {
        return arm.example().map(TrialView::layers).orElse(List.of());
    }
}
