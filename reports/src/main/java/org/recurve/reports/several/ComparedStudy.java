package org.recurve.reports.several;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.reports.answer.StudyResults;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyTimes;
import org.recurve.storage.view.StudyView;

/**
 * A study among several on a page.
 *
 * @param baseline the arm that the others are compared with; empty if there is none
 * @param shared the earlier study on the page that has the same baseline, and how much the same it is
 */
public record ComparedStudy(
        StudyView study,
        StudyResults results,
        StudyAnswer answer,
        StudyTimes times,
        Optional<StudyArm> baseline,
        Optional<BaselineMark> shared) {
    /** A study with the same baseline. */
    public record BaselineMark(String study, SharedBaseline how) {
        /** {@code same trials as digits}. */
        public String text() {
            return switch (how) {
                case SAME_TRIALS -> "the same trials as in " + study;
                case SAME_SETTINGS -> "the same settings as in " + study;
                case NONE -> "";
            };
        }
    }

    /** Returns the study's own report, which lies beside the page. */
    public String file() {
        return URLEncoder.encode(study.study() + ".html", StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
