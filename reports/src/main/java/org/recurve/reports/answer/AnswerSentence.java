package org.recurve.reports.answer;

import java.util.Optional;
import org.recurve.reports.study.StudyArm;

/**
 * A sentence of an answer.
 *
 * @param subject the arm it is about, whose name it begins with
 * @param text what follows the name
 */
public record AnswerSentence(Optional<StudyArm> subject, String text) {
    public static AnswerSentence of(String text) {
        return new AnswerSentence(Optional.empty(), text);
    }

    public static AnswerSentence of(StudyArm subject, String text) {
        return new AnswerSentence(Optional.of(subject), text);
    }
}
