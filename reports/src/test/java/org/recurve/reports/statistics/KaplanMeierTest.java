package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.reports.statistics.KaplanMeier.SurvivalStep;
import org.recurve.reports.statistics.KaplanMeier.WatchedSubject;

class KaplanMeierTest {
    /** Weeks in remission with 6-mercaptopurine (Freireich et al., Blood 21, 1963); below zero: censored. */
    private static final double[] TREATED = {
        6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35
    };

    /** The same with a placebo. */
    private static final double[] PLACEBO = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    /** Kleinbaum and Klein, <i>Survival Analysis</i>, 2012, table 2.1: the estimate that they print, to four digits. */
    @Test
    void agreesWithTheWorkedExampleOfTheTextbook() {
        KaplanMeier curve = curve(TREATED);

        assertEquals(
                List.of(6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0),
                curve.steps().stream().map(SurvivalStep::time).toList());
        assertEquals(
                List.of(21, 17, 15, 12, 11, 7, 6),
                curve.steps().stream().map(SurvivalStep::waiting).toList());
        assertEquals(
                List.of(3, 1, 1, 1, 1, 1, 1),
                curve.steps().stream().map(SurvivalStep::came).toList());
        double[] printed = {0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482};
        IntStream.range(0, printed.length)
                .forEach(i -> assertEquals(printed[i], curve.steps().get(i).left(), 5e-5));
        assertEquals(OptionalDouble.of(23), curve.median());
        assertEquals(OptionalDouble.of(8), curve(PLACEBO).median());
    }

    @Test
    void withoutCensoringItIsTheShareThatIsLeft() {
        KaplanMeier curve = curve(PLACEBO);

        assertEquals(19 / 21.0, curve.steps().getFirst().left(), 1e-12);
        assertEquals(0, curve.steps().getLast().left());
    }

    @Test
    void aMedianThatWasNotReachedIsNotGuessed() {
        assertEquals(OptionalDouble.empty(), curve(100, -200, -200).median());
        assertEquals(OptionalDouble.of(100), curve(100, -200).median(), "half of two");
        assertEquals(List.of(), curve(-5).steps());
    }

    private static KaplanMeier curve(double... times) {
        return KaplanMeier.of(Arrays.stream(times)
                .mapToObj(time -> new WatchedSubject(StrictMath.abs(time), time > 0))
                .toList());
    }
}
