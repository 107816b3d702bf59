package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.recurve.api.artifact.Artifact.Text;
import org.recurve.api.event.Event;
import org.recurve.reports.answer.AnswerSentence;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Describes what a reader should know before he believes an arm's numbers: seeds that diverged or failed, much clipping, units that do nothing. */
final class Warnings {
    /** A gradient that is clipped at half of all steps is rather normalised than clipped. */
    private static final double OFTEN = 0.5;

    private static final String CLIPPED = "clipped";
    /** The name under which a trial records what is wrong with its units. */
    static final String FINDINGS = "findings";

    private Warnings() {}

    static List<AnswerSentence> of(StudyArms arms, StoreReader reader) {
        List<AnswerSentence> cautions = new ArrayList<>();
        List<StudyArm> answering = arms.answering().all();
        Set<String> clipping = reader.withSteps(CLIPPED);
        Set<String> findings = reader.withArtifact(FINDINGS);
        for (StudyArm arm : answering) {
            ended(arm, Event.Status.DIVERGED, "diverged", cautions);
            ended(arm, Event.Status.FAILED, "failed", cautions);
            clipped(arm, clipping, reader, cautions);
            found(arm, findings, reader, cautions);
        }
        boolean allAnswer = answering.size() == arms.all().size();
        searched(
                allAnswer
                        ? List.of()
                        : arms.all().stream().filter(StudyArm::isPoint).toList(),
                cautions);
        return cautions;
    }

    private static void ended(StudyArm arm, Event.Status status, String word, List<AnswerSentence> cautions) {
        List<TrialView> ended =
                arm.trials().stream().filter(trial -> trial.status() == status).toList();
        if (!ended.isEmpty()) {
            TrialView first = ended.getFirst();
            cautions.add(AnswerSentence.of(
                    arm,
                    ": " + ended.size() + " of " + seeds(arm) + " " + word + "; seed " + first.seed() + ": "
                            + first.reason()));
        }
    }

    /** Settings with which training failed, so that a search took them for the worst. */
    private static void searched(List<StudyArm> tried, List<AnswerSentence> cautions) {
        List<TrialView> trials =
                tried.stream().flatMap(arm -> arm.trials().stream()).toList();
        List<TrialView> failed = trials.stream()
                .filter(trial -> trial.status() == Event.Status.DIVERGED || trial.status() == Event.Status.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            TrialView first = failed.getFirst();
            cautions.add(AnswerSentence.of("Of the " + trials.size() + " trials of the search " + failed.size()
                    + " failed, which counts as the worst result; " + first.variant() + ": " + first.reason()));
        }
    }

    private static void clipped(StudyArm arm, Set<String> clipping, StoreReader reader, List<AnswerSentence> cautions) {
        List<String> trials = arm.trials().stream()
                .map(TrialView::id)
                .filter(clipping::contains)
                .toList();
        Map<String, StepSeries> clipped = trials.isEmpty() ? Map.of() : reader.steps(trials, CLIPPED);
        OptionalDouble often = trials.stream()
                .map(clipped::get)
                .mapToDouble(series -> Arrays.stream(series.values()).average().orElse(0))
                .average();
        if (often.isPresent() && often.getAsDouble() > OFTEN) {
            cautions.add(AnswerSentence.of(
                    arm,
                    ": the gradient was clipped at " + NumberText.fixed(100 * often.getAsDouble(), 0)
                            + "\u00a0% of the steps; then the clipper, more than the learning rate, sets their"
                            + " length."));
        }
    }

    private static void found(StudyArm arm, Set<String> findings, StoreReader reader, List<AnswerSentence> cautions) {
        List<TrialView> with = arm.trials().stream()
                .filter(trial -> findings.contains(trial.id()))
                .filter(trial -> reader.latest(trial.id(), FINDINGS, Text.class).isPresent())
                .toList();
        if (!with.isEmpty()) {
            String text = reader.latest(with.getFirst().id(), FINDINGS, Text.class)
                    .map(Text::text)
                    .orElse("");
            text.lines()
                    .forEach(line -> cautions.add(AnswerSentence.of(
                            arm,
                            ", seed " + with.getFirst().seed()
                                    + (with.size() == 1 ? "" : " and " + (with.size() - 1) + " more of " + seeds(arm))
                                    + ": " + line + ".")));
        }
    }

    private static String seeds(StudyArm arm) {
        return arm.trials().size() + (arm.trials().size() == 1 ? " seed" : " seeds");
    }
}
