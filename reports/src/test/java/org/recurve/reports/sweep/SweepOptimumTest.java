package org.recurve.reports.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.recurve.reports.Views;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.StudyView;

class SweepOptimumTest {
    private static final String METRIC = "validation.accuracy";
    private static final String ASKED =
            "{\"better\":{\"validation.accuracy\":\"higher\"},\"shares\":[\"validation.accuracy\"]}";

    private static StudyView study(Views.Outcome... points) {
        return Views.study(ASKED, points);
    }

    private static Views.Outcome point(String settings, double... values) {
        return new Views.Outcome("baseline@" + settings, METRIC, values);
    }

    private static String said(StudyView study) {
        return StudyAnswer.of(study).lines().getFirst().replace('\u00a0', ' ');
    }

    @Test
    void theWinnerItsMarginAndTheEdgeAreSaid() {
        double[] best = {0.90, 0.91, 0.92};
        double[] near = {0.91, 0.89, 0.90};
        double[] far = {0.80, 0.80, 0.83};
        // One standard error of the mean difference is 1 in a paired t statistic.
        assertEquals(
                List.of(true, false),
                List.of(near, far).stream()
                        .map(other -> StrictMath.abs(new TTest().pairedT(best, other)) <= 1)
                        .toList(),
                "near by Commons Math, far not");
        assertEquals(
                "Of 3 points the best is filters 8, by max, with validation.accuracy 0.910 ± 0.010 over 3 seeds; the next,"
                        + " filters 4, by max, is 1.0 points behind; 1 other is within one standard error of it, so the optimum is flat"
                        + " there; filters 8 is the largest tried, so there may be better beyond.",
                said(study(
                        point("filters=2,by=mean", far),
                        point("filters=8,by=max", best),
                        point("filters=4,by=max", near))));
    }

    @Test
    void oneSeedShowsNoNoiseAndTwoValuesHaveNoEdge() {
        assertEquals(
                "Of 2 points the best is filters 4, with validation.accuracy 0.9000 over 1 seed; the next, filters 2, is"
                        + " 10.00 points behind; each point has one seed, so nobody knows which differences are noise.",
                said(study(point("filters=2", 0.8), point("filters=4", 0.9))));
    }

    @Test
    void aLossIsBestWhereItIsLeastAndPointsWithoutValueAreCounted() {
        StudyView study = Views.study(
                "{}",
                new Views.Outcome("baseline@rate=0.1", "validation.loss", 0.5, 0.6),
                new Views.Outcome("baseline@rate=0.01", "validation.loss", 0.3, 0.2),
                new Views.Outcome("baseline@rate=1", "validation.loss", Double.NaN, 0.1));
        String said = said(study);
        assertEquals(true, said.startsWith("Of 2 points the best is rate 0.01, with validation.loss 0.250"), said);
        assertEquals(true, said.endsWith("1 point has no result."), said);
    }

    @Test
    void valuesWithinBracketsAreOne() {
        assertEquals(
                "kernel [3,5], filters 4",
                SweepPoints.of(
                                StudyArms.of(study(point("kernel=[3,5],filters=4", 0.5)))
                                        .all(),
                                METRIC)
                        .getFirst()
                        .points()
                        .getFirst()
                        .text());
    }
}
