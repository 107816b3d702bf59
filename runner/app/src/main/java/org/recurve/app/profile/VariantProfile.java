package org.recurve.app.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recurve.app.display.CountText;
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
    static final List<String> PART = List.of("part");
    static final List<String> OPERATION = List.of("operation", "part", "kernel");
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

    /** Returns what was measured, and how long it takes. */
    String step() {
        return "a training step of " + title() + ", " + CountText.of(profile.examples(), "example")
                + ", on one thread: " + ProfileRow.MEASURES.getFirst().round(profile.step() / 1e6) + " ms";
    }

    /** Returns what the limit of an operation is. */
    String limit() {
        return "the least time that " + limits.text()
                + " allow, divided by the time taken; above 100 % where Winograd saves"
                + " products, or data are read from a cache and hardly written";
    }

    /** Returns two tables: by part of the model, and the operations that take longest. */
    public String text() {
        return step() + "\n" + table(PART, parts()) + "\n\n" + table(OPERATION, operations())
                + "\n+3: with three more that are fused with it; all times are medians"
                + "\nlimit: " + limit().replace("; ", ";\n       ");
    }

    /** Returns the rows of the parts, the slowest first, and of what belongs to none. */
    List<ProfileRow> parts() {
        Map<String, ProfileRow> sums = new LinkedHashMap<>();
        for (OperationTime operation : profile.operations()) {
            String part = shown(operation.part());
            sums.merge(part, ProfileRow.of(List.of(part), operation, limits), ProfileRow::and);
        }
        return Stream.concat(
                        sums.values().stream().sorted(ProfileRow.SLOWEST_FIRST),
                        profile.rest().stream().mapToObj(rest -> ProfileRow.ofTime(List.of(REST), rest)))
                .toList();
    }

    /** Returns the rows of the slowest operations, each with its part and kernel, and of all others together. */
    List<ProfileRow> operations() {
        List<ProfileRow> slowest = profile.operations().stream()
                .map(it -> ProfileRow.of(
                        List.of(
                                it.operation() + (it.fused() == 0 ? "" : " +" + it.fused()),
                                shown(it.part()),
                                it.kernel()),
                        it,
                        limits))
                .sorted(ProfileRow.SLOWEST_FIRST)
                .toList();
        List<ProfileRow> rows = new ArrayList<>(slowest.subList(0, Math.min(SHOWN, slowest.size())));
        if (slowest.size() > SHOWN) {
            long left =
                    slowest.stream().skip(SHOWN).mapToLong(ProfileRow::nanos).sum();
            rows.add(ProfileRow.ofTime(List.of(CountText.of(slowest.size() - SHOWN, "other"), "", ""), left));
        }
        return rows;
    }

    private static String shown(String part) {
        return part.isEmpty() ? LOSS : part;
    }

    private String table(List<String> names, List<ProfileRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Stream.concat(names.stream(), ProfileRow.MEASURES.stream().map(ProfileRow.Measure::name))
                .toList());
        rows.forEach(row -> lines.add(row.texts(profile.step())));
        return TextTable.of(lines);
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
