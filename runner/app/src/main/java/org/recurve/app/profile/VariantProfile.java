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
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.engine.training.StepProfile;
import org.recurve.engine.training.StepProfile.OperationTime;
import org.recurve.engine.training.TracedPhase;

/**
 * The profile of a variant's training steps.
 *
 * @param phase its name; empty of a training that has but one
 * @param limits of the machine that it was measured on
 */
public record VariantProfile(String variant, String phase, StepProfile profile, MachineLimits limits) {
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int SHOWN = 20;
    private static final String LOSS = "(loss)";
    private static final String REST = "(input, clipping, optimizer)";

    /** Measures each phase of a variant. */
    public static List<VariantProfile> of(VariantPlan plan) {
        List<TracedPhase> phases = plan.phases();
        List<StepProfile> measured =
                phases.stream().map(phase -> StepProfile.of(phase, TIME)).toList();
        // Behind them, since compilers are idle by then.
        MachineLimits limits = MachineLimits.measure();
        List<VariantProfile> profiles = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            String phase = phases.size() == 1 ? "" : phases.get(i).phase().name();
            profiles.add(new VariantProfile(plan.variant().name(), phase, measured.get(i), limits));
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
                + "\n+3: with three more that are fused with it; all times are medians"
                + "\nlimit: the least time that " + limits.text() + " allow, divided by the time taken;"
                + "\n       above 100 % where Winograd saves products, or data are read from a cache and hardly written";
    }

    /** The time and work of a part's operations together. */
    private record PartTime(long nanos, long flops, long bytes, double least) {
        private static final PartTime NONE = new PartTime(0, 0, 0, 0);

        private PartTime and(OperationTime operation, MachineLimits limits) {
            return new PartTime(
                    nanos + operation.nanos(),
                    flops + operation.flops(),
                    bytes + operation.bytes(),
                    least + operation.least(limits));
        }
    }

    private List<List<String>> parts() {
        Map<String, PartTime> sums = new LinkedHashMap<>();
        for (OperationTime operation : profile.operations()) {
            String part = shown(operation.part());
            sums.put(part, sums.getOrDefault(part, PartTime.NONE).and(operation, limits));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part", "ms", "share", "GFLOP/s", "GB/s", "limit"));
        sums.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, PartTime> sum) -> -sum.getValue().nanos()))
                .forEach(sum -> rows.add(row(sum.getKey(), sum.getValue())));
        profile.rest().ifPresent(rest -> rows.add(List.of(REST, milliseconds(rest), share(rest), "", "", "")));
        return rows;
    }

    private List<String> row(String name, PartTime time) {
        return List.of(
                name,
                milliseconds(time.nanos()),
                share(time.nanos()),
                rate(time.flops(), time.nanos()),
                rate(time.bytes(), time.nanos()),
                percent(time.least(), time.nanos()));
    }

    private List<List<String>> operations() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("operation", "part", "kernel", "ms", "share", "GFLOP/s", "GB/s", "limit"));
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
                        rate(it.flops(), it.nanos()),
                        rate(it.bytes(), it.nanos()),
                        percent(it.least(limits), it.nanos()))));
        long left = slowest.stream().skip(SHOWN).mapToLong(OperationTime::nanos).sum();
        if (slowest.size() > SHOWN) {
            rows.add(List.of(
                    count(slowest.size() - SHOWN, "other"), "", "", milliseconds(left), share(left), "", "", ""));
        }
        return rows;
    }

    private static String shown(String part) {
        return part.isEmpty() ? LOSS : part;
    }

    private String share(long nanos) {
        return percent(nanos, profile.step());
    }

    private static String percent(double part, long whole) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part / Math.max(1, whole));
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String rate(long count, long nanos) {
        return count == 0 || nanos == 0 ? "" : String.format(Locale.ROOT, "%.1f", (double) count / nanos);
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
                                        "flops", it.flops(),
                                        "bytes", it.bytes(),
                                        "least-nanos", Math.round(it.least(limits))))
                                .toList());
    }
}
