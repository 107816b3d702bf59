package org.recurve.reports.answer;

import java.util.List;
import org.recurve.reports.study.StudyArm;

/**
 * Describes what a headline says of some variants at once.
 *
 * @param verdict the same for all of them; {@link ContrastVerdict#UNTESTED} where nothing is compared
 * @param arms whom it covers; none for a clause about the baseline or about points of a sweep
 * @param text without a capital and a full stop
 * @param named whether the text begins with a name, which keeps its letters at the beginning of a sentence
 */
public record HeadlineClause(ContrastVerdict verdict, List<StudyArm> arms, String text, boolean named) {
    public HeadlineClause {
        arms = List.copyOf(arms);
    }
}
