package org.recurve.reports.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.reports.Views;
import org.recurve.storage.view.StudyView;

class HeadlineTest {
    private static final String ACCURACY = "test.accuracy";
    private static final String ASKED =
            "{\"primary\":\"test.accuracy\",\"better\":{\"test.accuracy\":\"higher\"},\"shares\":[\"test.accuracy\"]%s}";
    private static final double[] BASELINE = {0.970, 0.971, 0.972, 0.973, 0.974, 0.975, 0.976, 0.977};

    private static Views.Outcome shifted(String variant, double by) {
        return new Views.Outcome(
                variant,
                ACCURACY,
                IntStream.range(0, BASELINE.length)
                        .mapToDouble(i -> BASELINE[i] + by + (i % 3 - 1) * 0.0004)
                        .toArray());
    }

    /** As many seeds up as down, so that the test can say nothing. */
    private static Views.Outcome mixed(String variant) {
        return new Views.Outcome(
                variant,
                ACCURACY,
                IntStream.range(0, BASELINE.length)
                        .mapToDouble(i -> BASELINE[i] + (i % 2 == 0 ? 0.005 : -0.005))
                        .toArray());
    }

    private static StudyView study(String more, Views.Outcome... others) {
        List<Views.Outcome> all = new ArrayList<>(List.of(new Views.Outcome("baseline", ACCURACY, BASELINE)));
        all.addAll(List.of(others));
        return Views.study(ASKED.formatted(more), all.toArray(Views.Outcome[]::new));
    }

    private static String said(StudyView study) {
        return String.join(" ", StudyAnswer.of(study).lines()).replace('\u00a0', ' ');
    }

    @Test
    void aPersonWouldSayItSo() {
        assertEquals(
                "unshared and no-pool hurt, lowering test.accuracy by about 0.72 points each (95 % intervals within 0.67 to"
                        + " 0.78); tiled cannot be told apart from baseline (95 % interval −0.50 to +0.50 points).",
                said(study("", shifted("no-pool", -0.007), mixed("tiled"), shifted("unshared", -0.0074))));
    }

    @Test
    void aVariantIsWhatItChanges() {
        String conv = "{\"model\":[{\"name\":\"conv1\",\"conv\":{\"sharing\":{\"%s\":{}}}}%s]}";
        String pool = ",{\"name\":\"pool1\",\"pool\":{\"size\":2}}";
        StudyView study = Views.configured(
                study("", mixed("no-pool"), shifted("unshared", 0.02)),
                Map.of(
                        "baseline", conv.formatted("shared", pool),
                        "unshared", conv.formatted("unshared", pool),
                        "no-pool", conv.formatted("shared", "")));

        assertEquals(
                "Changing conv1.sharing to unshared helps, raising test.accuracy by 2.00 points (95 % interval 1.96 to"
                        + " 2.03); removing pool1 cannot be told apart from baseline (95 % interval −0.50 to +0.50 points).",
                said(study));
    }

    @ParameterizedTest
    @CsvSource({"test.loss, hurts, 'raising '", "test.odd, raises test.odd, ''"})
    void aLossThatRisesHurtsAndOfAnOddMetricNobodyKnows(String metric, String verb, String raising) {
        double[] more = Arrays.stream(BASELINE).map(value -> value + 0.1).toArray();
        StudyView study = Views.study(
                "{\"primary\":\"" + metric + "\"}",
                new Views.Outcome("baseline", metric, BASELINE),
                new Views.Outcome("tiled", metric, more));
        assertEquals(
                "tiled " + verb + (raising.isEmpty() ? "" : ", " + raising + metric)
                        + " by 0.1000 (95 % interval 0.1000 to 0.1000).",
                said(study));
    }

    @Test
    void whatLiesWithinTheMarginIsNoDifferenceThatMatters() {
        assertEquals(
                "tiled differs from baseline by less than 1.00 points, the margin that matters (95 % interval 0.16 to"
                        + " 0.23 points).",
                said(study(",\"margin\":0.01", shifted("tiled", 0.002))).replace("+", ""));
    }

    @Test
    void fewSeedsShowNothingAndThatIsSaidFirst() {
        StudyView few = Views.study(
                ASKED.formatted(""),
                new Views.Outcome("baseline", ACCURACY, 0.9, 0.91),
                new Views.Outcome("a", ACCURACY, 0.5, 0.51),
                new Views.Outcome("b", ACCURACY, 0.99, 0.98));
        assertEquals(
                "With 2 seeds no difference from baseline could be shown, whatever its size: it takes at least 7.",
                said(few));
    }

    @Test
    void manyVariantsAreCounted() {
        StudyView many = Views.study(
                ASKED.formatted(""),
                IntStream.range(0, 7)
                        .mapToObj(i -> new Views.Outcome(
                                "v" + i,
                                ACCURACY,
                                IntStream.range(0, 12)
                                        .mapToDouble(seed -> 0.9 + 0.001 * seed - 0.01 * i - 0.0001 * (seed % 3))
                                        .toArray()))
                        .toArray(Views.Outcome[]::new));
        assertTrue(
                said(many)
                        .startsWith(
                                "All 6 variants hurt, lowering test.accuracy by 1.00 to 6.00 points, most by v6 (95 %"),
                said(many));
    }

    @Test
    void equalDigestsAreNoChange() {
        StudyView study = Views.configured(study("", shifted("same", 0)), Map.of("baseline", "{}", "same", "{}"));
        assertEquals("same changes nothing: every seed ended in the very state of baseline.", said(study));
    }

    @Test
    void seedsWithoutAResultAreSaid() {
        double[] broken = BASELINE.clone();
        Arrays.fill(broken, 0, 7, Double.NaN);
        assertEquals(
                "wild fails more often than baseline (0 seeds succeeded with it alone, 7 without it alone).",
                said(study("", new Views.Outcome("wild", ACCURACY, broken))));
    }

    @Test
    void whatIsMissingIsSaid() {
        StudyView whole = study("", mixed("tiled"));
        StudyView half = Views.with(whole, whole.plan(), whole.trials().subList(0, 10));
        assertTrue(said(half).endsWith("Incomplete: 6 of 16 trials have not finished."), said(half));
        StudyView none = Views.with(whole, whole.plan(), List.of());
        assertEquals(
                "No trial has finished with a result yet. Incomplete: 16 of 16 trials have not finished.", said(none));
    }
}
