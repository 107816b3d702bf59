package org.recurve.reports.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.reports.chart.GrowingPanel.PanelChange.ChangedWindows;
import org.recurve.reports.chart.GrowingPanel.PanelChange.WholePanel;

/** A chart that is sent window by window is the chart of all its points. */
class GrowingPanelTest {
    /** What a browser holds: the points of a window take the place of those that were there. */
    private static double[][] spliced(double[] x, double[] y, GrowingPanel.PanelWindow window) {
        double[] before = Arrays.stream(x).filter(at -> at < window.from()).toArray();
        int behind = (int) Arrays.stream(x).filter(at -> at < window.to()).count();
        ChartPanel part = window.panel();
        double[] xs = join(before, part.xs(), Arrays.copyOfRange(x, behind, x.length));
        double[] ys = join(
                Arrays.copyOf(y, before.length),
                part.drawn().getFirst().mean(),
                Arrays.copyOfRange(y, behind, y.length));
        return new double[][] {xs, ys};
    }

    private static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void windowsJoinToTheWholeChartAtEveryLength() {
        GrowingPanel panel = new GrowingPanel("loss", "step");
        Random random = new Random(3);
        double[] x = {};
        double[] y = {};
        int wholes = 0;
        for (int step = 1; step <= 30_000; step++) {
            panel.add(0, "baseline", "seed 0", step, random.nextGaussian());
            if (step > 9_000) {
                panel.add(0, "baseline", "seed 1", step - 9_000, random.nextGaussian());
            }
            if (step % 37 == 0) {
                switch (panel.change()) {
                    case WholePanel whole -> {
                        x = whole.panel().xs();
                        y = whole.panel().drawn().getFirst().mean();
                        wholes++;
                    }
                    case ChangedWindows some -> {
                        for (GrowingPanel.PanelWindow window : some.windows()) {
                            double[][] both = spliced(x, y, window);
                            x = both[0];
                            y = both[1];
                        }
                    }
                }
            }
            if (step % 3_700 == 0) {
                ChartPanel now = panel.panel();
                assertArrayEquals(now.xs(), x, "at step " + step);
                assertArrayEquals(now.drawn().getFirst().mean(), y, "at step " + step);
                assertTrue(x.length <= 2_000, "points: " + x.length);
            }
        }
        assertTrue(wholes < 12, "drawn from nothing only where lines begin or points are thinned: " + wholes);
    }

    @Test
    void spikesStay() {
        GrowingPanel panel = new GrowingPanel("loss", "step");
        for (int step = 1; step <= 100_000; step++) {
            panel.add(0, "baseline", "seed 0", step, step == 54_321 ? 1_000 : step == 54_322 ? -1_000 : 1);
        }
        double[] drawn = panel.panel().drawn().getFirst().mean();
        assertTrue(drawn.length <= 2_000);
        assertEquals(1_000, Arrays.stream(drawn).max().orElseThrow());
        assertEquals(-1_000, Arrays.stream(drawn).min().orElseThrow());
    }

    @Test
    void aPointCostsAWindowAndNotTheChart() {
        GrowingPanel panel = new GrowingPanel("loss", "step");
        for (int step = 1; step <= 50_000; step++) {
            panel.add(0, "baseline", "seed 0", step, step);
        }
        panel.change();
        panel.add(0, "baseline", "seed 0", 50_001, 1);
        ChangedWindows change = assertInstanceOf(ChangedWindows.class, panel.change());
        assertEquals(1, change.windows().size());
        assertTrue(change.windows().getFirst().panel().xs().length <= 2);
    }

    @Test
    void aTrialThatBeginsAnewLosesItsLine() {
        GrowingPanel panel = new GrowingPanel("loss", "step");
        panel.add(0, "baseline", "seed 0", 1, 5);
        panel.add(0, "baseline", "seed 1", 1, 7);
        panel.change();
        panel.restart(0, "seed 1");
        WholePanel change = assertInstanceOf(WholePanel.class, panel.change());
        assertArrayEquals(new double[] {5}, change.panel().drawn().getFirst().mean());
    }
}
