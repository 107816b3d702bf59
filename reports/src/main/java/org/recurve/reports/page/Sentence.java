package org.recurve.reports.page;

import java.util.Optional;
import org.recurve.reports.study.Arm;

/**
 * One sentence of an answer.
 *
 * @param subject the arm it is about, whose name it begins with
 * @param text what follows the name
 */
public record Sentence(Optional<Arm> subject, String text) {
    static Sentence of(String text) {
        return new Sentence(Optional.empty(), text);
    }

    static Sentence of(Arm subject, String text) {
        return new Sentence(Optional.of(subject), text);
    }
}
