package org.recurve.app.housekeeping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.recurve.app.display.AmountText;
import org.recurve.app.display.CountText;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.housekeeping.RemovalPlan;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve rm STUDY|TRIAL…}: deletes studies and trials. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        description = {
            "Delete studies with their trials, reports and listeners' folders, or single trials.",
            "Trials that other studies have stay. What runs is never deleted."
        })
public final class RmCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "Studies, study/variant[/task][/seed], or the beginnings of trials' hashes.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = {"--yes", "-y"},
            description = "Delete without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    private boolean dryRun;

    @Override
    public Integer call() {
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            Set<String> studies = new LinkedHashSet<>();
            Set<String> trials = new LinkedHashSet<>();
            ids.forEach(id -> add(id, reader, studies, trials));
            Path folder = options.folders().store();
            RemovalPlan plan = RemovalPlan.of(folder, reader.contents(), studies, trials);
            long bytes = plan.bytes(folder);
            if (plan.entries().isEmpty()) {
                tell(studies, plan, bytes, false);
                return ExitCode.OK;
            }
            if (!dryRun && !yes) {
                if (options.json()) {
                    throw new UserError(Problem.of("nothing was deleted", "with --json, say --yes or --dry-run"));
                }
                options.line(text(studies, plan, bytes));
                if (!Confirmation.ask("Delete this?", "--yes", options)) {
                    options.line("nothing was deleted");
                    return ExitCode.OK;
                }
            }
            if (!dryRun) {
                plan.delete(folder);
                DeletedLabels.forget(studies, store.reader(), options);
            }
            tell(studies, plan, bytes, !dryRun);
            return ExitCode.OK;
        }
    }

    private static void add(String id, StoreReader reader, Set<String> studies, Set<String> trials) {
        switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> studies.add(found.study().study());
            case LookupResult.FoundTrials found -> {
                if (!id.contains("/") && found.trials().size() > 1) {
                    throw new UserError(Problem.of(
                            "the hashes of " + found.trials().size() + " trials begin with \"" + id + "\"",
                            "give more digits of the one that is meant"));
                }
                found.trials().stream().map(TrialView::id).forEach(trials::add);
            }
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        }
    }

    private void tell(Set<String> studies, RemovalPlan plan, long bytes, boolean deleted) {
        if (options.json()) {
            options.print(Map.of(
                    "studies", List.copyOf(studies),
                    "runs", plan.runs(),
                    "trials", plan.trials(),
                    "staying", plan.shared(),
                    "sharing", List.copyOf(plan.sharing()),
                    "bytes", bytes,
                    "deleted", deleted));
        } else if (plan.entries().isEmpty()) {
            options.line("nothing to delete" + staying(plan));
        } else {
            options.line((deleted ? "deleted: " : "would be deleted: ") + text(studies, plan, bytes));
        }
    }

    /** {@code study sums, 2 runs, 4 trials (3 MB); 1 trial stays, since adds has it, too}. */
    private static String text(Set<String> studies, RemovalPlan plan, long bytes) {
        List<String> parts = new ArrayList<>();
        if (!studies.isEmpty()) {
            parts.add((studies.size() == 1 ? "study " : "studies ") + String.join(", ", studies));
            parts.add(CountText.of(plan.runs(), "run"));
        }
        parts.add(CountText.of(plan.trials(), "trial"));
        return String.join(", ", parts) + " (" + AmountText.bytes(bytes) + ")" + staying(plan);
    }

    private static String staying(RemovalPlan plan) {
        if (plan.shared() == 0) {
            return "";
        }
        boolean one = plan.shared() == 1;
        return "; " + CountText.of(plan.shared(), "trial") + (one ? " stays" : " stay") + ", shared with "
                + String.join(", ", plan.sharing());
    }
}
