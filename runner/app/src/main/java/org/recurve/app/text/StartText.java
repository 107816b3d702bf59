package org.recurve.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.optimize.Segment;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.compute.program.ModelState;
import org.recurve.engine.layout.LayoutResult;
import org.recurve.engine.spec.StartWeights;
import org.recurve.engine.training.TracedPhase;

/** Says what a variant, and each of its phases, takes from elsewhere: weights and data. */
public final class StartText {
    private static final int DIGITS = "sha256:".length() + 12;

    private StartText() {}

    /**
     * The whole training, or a phase of it, that takes weights from a source.
     *
     * @param taken what each parameter and buffer that begins with them is there
     * @param drawn names of all others
     */
    private record TakenWeights(
            String phase, StartWeights start, Map<String, LayoutResult.Found> taken, Set<String> drawn) {
        static TakenWeights of(String phase, StartWeights start, List<TracedPhase> phases) {
            Map<String, LayoutResult.Found> taken = new TreeMap<>();
            Set<String> drawn = new TreeSet<>();
            for (TracedPhase traced : phases) {
                start.results(traced.drawn(), traced.program()).forEach((name, result) -> {
                    if (result instanceof LayoutResult.Found found) {
                        taken.put(name, found);
                    }
                });
                drawn.addAll(names(traced));
            }
            drawn.removeAll(taken.keySet());
            return new TakenWeights(phase, start, taken, drawn);
        }
    }

    private static List<TakenWeights> taken(VariantPlan plan) {
        List<TakenWeights> taken = new ArrayList<>();
        plan.phases()
                .getFirst()
                .phase()
                .sources()
                .initial()
                .ifPresent(start -> taken.add(TakenWeights.of("", start, plan.phases())));
        plan.phases()
                .forEach(traced -> traced.phase()
                        .sources()
                        .start()
                        .ifPresent(start ->
                                taken.add(TakenWeights.of(traced.phase().name(), start, List.of(traced)))));
        return taken;
    }

    private static List<String> names(TracedPhase traced) {
        ModelState state = traced.drawn();
        return Stream.of(state.theta(), state.frozen(), state.buffers())
                .flatMap(vector -> vector.segments().stream())
                .map(Segment::name)
                .toList();
    }

    /** Returns a line for each source of weights, and for each phase with data of its own. */
    public static List<String> lines(VariantPlan plan) {
        List<String> lines = new ArrayList<>();
        plan.phases()
                .forEach(traced -> traced.phase()
                        .sources()
                        .data()
                        .ifPresent(data -> lines.add("phase " + traced.phase().name() + " learns from " + data.id()
                                + ": " + examples(traced.data()))));
        for (TakenWeights each : taken(plan)) {
            lines.add((each.phase().isEmpty() ? "" : "phase " + each.phase() + " ")
                    + "starts from "
                    + each.start().source() + " (" + shortened(each.start().digest()) + "): "
                    + each.taken().entrySet().stream()
                            .map(one -> one.getValue().text().equals(one.getKey())
                                    ? one.getKey()
                                    : one.getKey() + " = " + one.getValue().text())
                            .collect(Collectors.joining(", "))
                    + (each.drawn().isEmpty()
                            ? ""
                            : (each.phase().isEmpty() ? "; drawn: " : "; not from there: ")
                                    + String.join(", ", each.drawn())));
        }
        return lines;
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGITS, digest.length()));
    }

    private static String examples(Data data) {
        return Data.SPLITS.stream()
                .filter(data.splits()::containsKey)
                .map(split -> split
                        + String.format(Locale.ROOT, " %,d", data.split(split).size()))
                .collect(Collectors.joining(", "));
    }

    /** For JSON. */
    public static List<Map<String, Object>> plain(VariantPlan plan) {
        return taken(plan).stream()
                .map(each -> {
                    Map<String, String> taken = new TreeMap<>();
                    each.taken().forEach((name, found) -> taken.put(name, found.text()));
                    return (Map<String, Object>) new TreeMap<String, Object>(Map.of(
                            "phase", each.phase(),
                            "from", each.start().source(),
                            "digest", each.start().digest(),
                            "taken", taken,
                            "drawn", List.copyOf(each.drawn())));
                })
                .toList();
    }
}
