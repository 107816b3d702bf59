package org.recurve.reports.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StoredQuestions;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.study.VariantDeltas;
import org.recurve.storage.view.StudyView;

class AnswerTextTest {
    private static final String ACCURACY = "test.accuracy";
    /** Of six differences the test rejects no mean between the least and the largest, and p is 2 / 2⁶. */
    private static final double[] LOST = {0.006, 0.005, 0.004, 0.004, 0.003, 0.002};

    private static final double[] BASELINE = {0.970, 0.971, 0.972, 0.973, 0.974, 0.975};

    @Test
    void aLossOfAShareIsSaidInPoints() {
        List<String> said = said(
                "{\"primary\":\"test.accuracy\",\"better\":{\"test.accuracy\":\"higher\"},\"shares\":[\"test.accuracy\"]}",
                ACCURACY);

        assertEquals(
                "baseline reaches test.accuracy 0.9725 ± 0.0019 (mean and standard deviation of 6 seeds).",
                said.getFirst());
        assertEquals(
                "tiled loses 0.40\u00a0points of test.accuracy against baseline, 95\u00a0% interval 0.20 to 0.60,"
                        + " p = 0.031 after Holm over\u00a01, effect size\u00a0−2.8, 6\u00a0seeds.",
                said.getLast());
    }

    @Test
    void aLossThatFellIsLowered() {
        assertEquals(
                "tiled lowers test.loss by 0.0040 against baseline, 95\u00a0% interval 0.0020 to 0.0060,"
                        + " p = 0.031 after Holm over\u00a01, effect size\u00a0−2.8, 6\u00a0seeds.",
                said("{\"primary\":\"test.loss\"}", "test.loss").getLast());
    }

    @Test
    void ofAMetricNobodyKnowsOnlyTheDirectionIsSaid() {
        assertEquals(
                "tiled is 0.0040 below baseline, 95\u00a0% interval 0.0020 to 0.0060,"
                        + " p = 0.031 after Holm over\u00a01, effect size\u00a0−2.8, 6\u00a0seeds.",
                said("{\"primary\":\"test.strange\"}", "test.strange").getLast());
    }

    @Test
    void aMarginThatHoldsTheIntervalIsNoDifferenceWorthHaving() {
        assertEquals(
                "tiled shows no difference worth having from baseline (the margin is 0.0100): difference −0.0040,"
                        + " 95\u00a0% interval −0.0060 to −0.0020, p = 0.031 after Holm over\u00a01, effect"
                        + " size\u00a0−2.8, 6\u00a0seeds.",
                said("{\"primary\":\"test.accuracy\",\"margin\":0.01}", ACCURACY)
                        .getLast());
    }

    @Test
    void aLargePSaysNothing() {
        double[] mixed = BASELINE.clone();
        mixed[0] += 0.003;
        mixed[1] -= 0.002;
        StudyView study = Views.study(
                "{}",
                new Views.Outcome("baseline", ACCURACY, BASELINE),
                new Views.Outcome("mixed", ACCURACY, mixed),
                new Views.Outcome("few", ACCURACY, 0.9, 0.91, 0.92));

        List<String> said = said(study);

        assertEquals(
                true, said.get(1).startsWith("mixed cannot be told apart from baseline with fewer than 7 seeds: "));
        assertEquals(
                "few cannot be told apart from baseline with fewer than 7 seeds: difference −0.0610,"
                        + " p = 0.5 after Holm over\u00a02, effect size\u00a0−7.0, 3\u00a0seeds.",
                said.getLast().replaceFirst("effect size\u00a0−[\\d.]+", "effect size\u00a0−7.0"));
    }

    private static List<String> said(String compare, String metric) {
        double[] tiled = BASELINE.clone();
        Arrays.setAll(tiled, i -> BASELINE[i] - LOST[i]);
        return said(Views.study(
                compare, new Views.Outcome("baseline", metric, BASELINE), new Views.Outcome("tiled", metric, tiled)));
    }

    private static List<String> said(StudyView study) {
        StudyArms arms = StudyArms.of(study);
        ComparisonQuestion question = ComparisonQuestion.of(StoredQuestions.of(study), arms);
        ResultSection table =
                ResultSection.of("", arms, question, TestFamily.of(arms, question), VariantDeltas.of(arms, question));
        return AnswerText.of(table).stream()
                .map(sentence -> sentence.subject().map(StudyArm::variant).orElse("") + sentence.text())
                .toList();
    }
}
