package org.recurve.reports.answer;

import java.util.List;
import org.recurve.api.event.StudyQuestions;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StoredQuestions;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.study.VariantDeltas;
import org.recurve.storage.view.StudyView;

/**
 * A stored study with its question and its tables of results.
 *
 * @param asked what the study's file asks
 * @param arms all of them, trials of a search among them
 * @param answering those that answer the question
 * @param shown by what they are compared, or, where all are points of a sweep, explored
 * @param exploring by what points are shown
 * @param tables one for each task
 */
public record StudyResults(
        StudyQuestions asked,
        StudyArms arms,
        StudyArms answering,
        ComparisonQuestion shown,
        ComparisonQuestion exploring,
        List<ResultSection> tables) {
    public StudyResults {
        tables = List.copyOf(tables);
    }

    public static StudyResults of(StudyView study) {
        StudyArms arms = StudyArms.of(study);
        StudyQuestions asked = StoredQuestions.of(study);
        ComparisonQuestion question = ComparisonQuestion.of(asked, arms);
        TestFamily family = TestFamily.of(arms, question);
        StudyArms answering = arms.answering();
        ComparisonQuestion exploring = question.exploring(asked.chosenBy(), arms);
        ComparisonQuestion shown = answering.all().stream().allMatch(StudyArm::isPoint) ? exploring : question;
        VariantDeltas deltas = VariantDeltas.of(arms, question);
        return new StudyResults(
                asked,
                arms,
                answering,
                shown,
                exploring,
                answering.tasks().stream()
                        .map(task -> ResultSection.of(task, answering, shown, family, deltas))
                        .toList());
    }
}
