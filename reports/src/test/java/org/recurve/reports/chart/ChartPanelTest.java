package org.recurve.reports.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartPanelTest {
    private static final double NAN = Double.NaN;

    @Test
    void linesOfDifferentLengthShareOneAxis() {
        CurveLine longer = new CurveLine("seed 0", new double[] {1, 2, 3}, new double[] {10, 20, 30});
        CurveLine shorter = new CurveLine("seed 1", new double[] {1, 3}, new double[] {20, NAN});
        ChartPanel panel = ChartPanel.of("loss", "step", List.of(new ArmCurves(0, "a", List.of(longer, shorter))));
        ChartPanel.DrawnArm arm = panel.drawn().getFirst();

        assertArrayEquals(new double[] {1, 2, 3}, panel.xs());
        assertArrayEquals(new double[] {15, 20, 30}, arm.mean());
        assertArrayEquals(new double[] {10, 20, 30}, arm.spread().orElseThrow().low());
        assertArrayEquals(new double[] {20, 20, 30}, arm.spread().orElseThrow().high());
        assertEquals(List.of("Values that are not finite are left out: a."), panel.notes());
    }

    @ParameterizedTest
    @ValueSource(ints = {2001, 3999, 100_000})
    void thinningKeepsEveryExtreme(int size) {
        Random random = new Random(size);
        double[] xs = IntStream.range(0, size).asDoubleStream().toArray();
        double[] ys = random.doubles(size).toArray();
        ys[random.nextInt(size)] = 17;
        ys[random.nextInt(size)] = -17;
        ys[size / 2] = NAN;
        ChartPanel panel =
                ChartPanel.of("loss", "step", List.of(new ArmCurves(0, "a", List.of(new CurveLine("seed 0", xs, ys)))));
        double[] thinned = panel.drawn().getFirst().mean();

        assertTrue(panel.xs().length <= 2000);
        assertEquals(panel.xs().length, thinned.length);
        assertEquals(0, panel.xs()[0]);
        assertEquals(size - 1, panel.xs()[panel.xs().length - 1]);
        assertEquals(17, DoubleStream.of(thinned).filter(Double::isFinite).max().orElseThrow());
        assertEquals(
                -17, DoubleStream.of(thinned).filter(Double::isFinite).min().orElseThrow());
        assertTrue(
                panel.notes().getFirst().contains("thinned to 2,000"),
                panel.notes().getFirst());
    }

    @Test
    void nothingInTheJsonEndsAScript() {
        CurveLine line = new CurveLine("seed 0", new double[] {1}, new double[] {NAN});
        ChartPanel panel =
                ChartPanel.of("loss", "</script>\u2028", List.of(new ArmCurves(0, "<!--\"\\", List.of(line))));
        String json = ChartJson.of(panel);

        assertTrue(json.chars().allMatch(c -> c >= 0x20 && c < 0x7f), json);
        assertFalse(json.contains("<"), json);
        assertTrue(json.contains("\"mean\":[null]"), json);
    }
}
