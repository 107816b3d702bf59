package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.recurve.api.artifact.Artifact.Text;
import org.recurve.api.event.Event;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.text.Numbers;
import org.recurve.storage.Reader;
import org.recurve.storage.TrialView;

/** What a reader should know before he believes an arm's numbers: seeds that diverged or failed, much clipping, units that do nothing. */
final class Cautions {
    /** A gradient that is clipped at half of all steps is rather normalised than clipped. */
    private static final double OFTEN = 0.5;

    private static final String CLIPPED = "clipped";
    /** The name under which a trial records what is wrong with its units. */
    static final String FINDINGS = "findings";

    private Cautions() {}

    static List<Sentence> of(Arms arms, Reader reader) {
        List<Sentence> cautions = new ArrayList<>();
        List<Arm> answering = arms.answering().all();
        for (Arm arm : answering) {
            ended(arm, Event.Status.DIVERGED, "diverged", cautions);
            ended(arm, Event.Status.FAILED, "failed", cautions);
            clipped(arm, reader, cautions);
            found(arm, reader, cautions);
        }
        searched(arms.all().stream().filter(arm -> !answering.contains(arm)).toList(), cautions);
        return cautions;
    }

    private static void ended(Arm arm, Event.Status status, String word, List<Sentence> cautions) {
        List<TrialView> ended =
                arm.trials().stream().filter(trial -> trial.status() == status).toList();
        if (!ended.isEmpty()) {
            TrialView first = ended.getFirst();
            cautions.add(Sentence.of(
                    arm,
                    ": " + ended.size() + " of " + seeds(arm) + " " + word + "; seed " + first.seed() + ": "
                            + first.reason()));
        }
    }

    /** Settings with which training failed, so that a search took them for the worst. */
    private static void searched(List<Arm> tried, List<Sentence> cautions) {
        List<TrialView> trials =
                tried.stream().flatMap(arm -> arm.trials().stream()).toList();
        List<TrialView> failed = trials.stream()
                .filter(trial -> trial.status() == Event.Status.DIVERGED || trial.status() == Event.Status.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            TrialView first = failed.getFirst();
            cautions.add(Sentence.of("Of the " + trials.size() + " trials of the search " + failed.size()
                    + " failed, which counts as the worst result; " + first.variant() + ": " + first.reason()));
        }
    }

    private static void clipped(Arm arm, Reader reader, List<Sentence> cautions) {
        OptionalDouble often = arm.trials().stream()
                .map(trial -> reader.series(trial.id(), CLIPPED))
                .filter(series -> series.size() > 0)
                .mapToDouble(series -> Arrays.stream(series.values()).average().orElse(0))
                .average();
        if (often.isPresent() && often.getAsDouble() > OFTEN) {
            cautions.add(
                    Sentence.of(
                            arm,
                            ": the gradient was clipped at " + Numbers.fixed(100 * often.getAsDouble(), 0)
                                    + "\u00a0% of the steps; then the clipper, more than the learning rate, sets their length."));
        }
    }

    private static void found(Arm arm, Reader reader, List<Sentence> cautions) {
        List<TrialView> with = arm.trials().stream()
                .filter(trial -> reader.latest(trial.id(), FINDINGS, Text.class).isPresent())
                .toList();
        if (!with.isEmpty()) {
            String text = reader.latest(with.getFirst().id(), FINDINGS, Text.class)
                    .map(Text::text)
                    .orElse("");
            text.lines()
                    .forEach(line -> cautions.add(Sentence.of(
                            arm,
                            ", seed " + with.getFirst().seed()
                                    + (with.size() == 1 ? "" : " and " + (with.size() - 1) + " more of " + seeds(arm))
                                    + ": " + line + ".")));
        }
    }

    private static String seeds(Arm arm) {
        return arm.trials().size() + (arm.trials().size() == 1 ? " seed" : " seeds");
    }
}
