package org.recurve.app.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.reports.section.OwnSection;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.WholeFile;
import picocli.CommandLine.Option;

/** Says whether the time of training steps is measured, and where one step is written as a trace. Filled by picocli. */
public final class ProfileOptions {
    @Option(
            names = "--profile",
            description =
                    "Also measure where the time of the baseline's training steps goes, by part and operation. A run"
                            + " shows it in its report, too.")
    private boolean profile;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "With --profile: write one step as a trace file, which Perfetto and chrome://tracing open.")
    private Optional<Path> trace = Optional.empty();

    /** Refuses a trace of what is not measured. */
    public void check() {
        if (trace.isPresent() && !profile) {
            throw new UserError(Problem.of("--trace writes what --profile measures", "add --profile"));
        }
    }

    public boolean profile() {
        return profile;
    }

    /** Measures the variant, and writes the trace, if that is asked for; returns a profile of each phase. */
    public List<VariantProfile> measure(Supplier<VariantPlan> variant) {
        List<VariantProfile> profiles = profile ? VariantProfile.of(variant.get()) : List.of();
        trace.ifPresent(to -> write(profiles, to));
        return profiles;
    }

    /** Returns a section of a report with the profiles; none if there are none. */
    public static List<OwnSection> sections(List<VariantProfile> profiles) {
        return profiles.isEmpty() ? List.of() : List.of(ProfileSection.of(profiles));
    }

    private static void write(List<VariantProfile> profiles, Path to) {
        try {
            WholeFile.write(to, out -> TraceFile.write(profiles, out));
        } catch (IOException e) {
            throw new UserError(Problem.of(
                    "cannot write " + to + ": " + DiskFailure.reason(e),
                    "name a file that you may write: --trace FILE"));
        }
    }
}
