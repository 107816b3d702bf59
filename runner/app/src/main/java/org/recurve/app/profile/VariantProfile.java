package org.recurve.app.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.app.display.TextTable;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.engine.training.StepProfile;
import org.recurve.engine.training.StepProfile.OperationTime;
import org.recurve.engine.training.TracedPhase;

/**
 * The profile of a variant's training steps.
 *
 * @param phase its name; empty of a training that has but one
 */
public record VariantProfile(String variant, String phase, StepProfile profile) {
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int SHOWN = 20;
    private static final String LOSS = "(loss)";
    private static final String REST = "(input, clipping, optimizer)";

    /** Measures each phase of a variant. */
    public static List<VariantProfile> of(VariantPlan plan) {
        List<VariantProfile> profiles = new ArrayList<>();
        for (TracedPhase phase : plan.phases()) {
            profiles.add(new VariantProfile(
                    plan.variant().name(),
                    plan.phases().size() == 1 ? "" : phase.phase().name(),
                    StepProfile.of(phase, TIME)));
        }
        return profiles;
    }

    /** Returns what this is a profile of, such as {@code baseline, phase pretrain}. */
    String title() {
        return variant + (phase.isEmpty() ? "" : ", phase " + phase);
    }

    /** Returns two tables: by part of the model, and the operations that take longest. */
    public String text() {
        return "a training step of " + title() + ", " + count(profile.examples(), "example")
                + ", on one thread: " + milliseconds(profile.step()) + " ms\n"
                + TextTable.of(parts()) + "\n\n" + TextTable.of(operations())
                + "\n(+3: with three more that are fused with it; all are medians)";
    }

    private List<List<String>> parts() {
        Map<String, long[]> sums = new LinkedHashMap<>();
        for (OperationTime operation : profile.operations()) {
            long[] sum = sums.computeIfAbsent(shown(operation.part()), _ -> new long[2]);
            sum[0] += operation.nanos();
            sum[1] += operation.flops();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part", "ms", "share", "GFLOP/s"));
        sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> sum) -> -sum.getValue()[0]))
                .forEach(sum ->
                        rows.add(row(sum.getKey(), sum.getValue()[0], rate(sum.getValue()[1], sum.getValue()[0]))));
        profile.rest().ifPresent(rest -> rows.add(row(REST, rest, "")));
        return rows;
    }

    private List<String> row(String name, long nanos, String rate) {
        return List.of(name, milliseconds(nanos), share(nanos), rate);
    }

    private List<List<String>> operations() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("operation", "part", "kernel", "ms", "share", "GFLOP/s"));
        List<OperationTime> slowest = profile.operations().stream()
                .sorted(Comparator.comparingLong(operation -> -operation.nanos()))
                .toList();
        slowest.stream()
                .limit(SHOWN)
                .forEach(it -> rows.add(List.of(
                        it.operation() + (it.fused() == 0 ? "" : " +" + it.fused()),
                        shown(it.part()),
                        it.kernel(),
                        milliseconds(it.nanos()),
                        share(it.nanos()),
                        rate(it.flops(), it.nanos()))));
        long left = slowest.stream().skip(SHOWN).mapToLong(OperationTime::nanos).sum();
        if (slowest.size() > SHOWN) {
            rows.add(List.of(count(slowest.size() - SHOWN, "other"), "", "", milliseconds(left), share(left), ""));
        }
        return rows;
    }

    private static String shown(String part) {
        return part.isEmpty() ? LOSS : part;
    }

    private String share(long nanos) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * nanos / Math.max(1, profile.step()));
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String rate(long flops, long nanos) {
        return flops == 0 || nanos == 0 ? "" : String.format(Locale.ROOT, "%.1f", (double) flops / nanos);
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Returns the same as JSON has it. */
    public Map<String, Object> plain() {
        return Map.of(
                "variant", variant,
                "phase", phase,
                "examples", profile.examples(),
                "step-nanos", profile.step(),
                "operations",
                        profile.operations().stream()
                                .map(it -> Map.of(
                                        "part", it.part(),
                                        "operation", it.operation(),
                                        "fused", it.fused(),
                                        "kernel", it.kernel(),
                                        "nanos", it.nanos(),
                                        "flops", it.flops()))
                                .toList());
    }
}
