package org.recurve.reports.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.recurve.reports.text.NumberText;

/** A picture of what a plugin computes, from numbers that running it gave. */
public sealed interface PluginPicture {
    int WIDTH = 220;
    int HEIGHT = 130;

    /** Returns what is to be seen. */
    String caption();

    /**
     * Curves over a common axis.
     *
     * @param x ascending
     */
    record CurvePicture(String caption, double[] x, List<double[]> curves) implements PluginPicture {
        public CurvePicture {
            curves = List.copyOf(curves);
        }

        private double low() {
            return Math.min(
                    0, curves.stream().flatMapToDouble(Arrays::stream).min().orElse(0));
        }

        private double high() {
            double high = curves.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
            return high > low() ? high : low() + 1;
        }

        /** Returns a curve as an SVG path. */
        public String path(int curve) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < x.length; i++) {
                path.append(i == 0 ? 'M' : 'L')
                        .append(text(place(x[i], x[0], x[x.length - 1], WIDTH)))
                        .append(' ')
                        .append(text(HEIGHT - place(curves.get(curve)[i], low(), high(), HEIGHT)));
            }
            return path.toString();
        }

        /** Returns where zero is on the vertical axis, which always has it. */
        public String zero() {
            return text(HEIGHT - place(0, low(), high(), HEIGHT));
        }

        public List<String> horizontal() {
            return List.of(NumberText.significant(x[0], 3), NumberText.significant(x[x.length - 1], 3));
        }

        public List<String> vertical() {
            return List.of(NumberText.significant(low(), 3), NumberText.significant(high(), 3));
        }

        private static double place(double value, double low, double high, double room) {
            return 4 + (value - low) / (high - low) * (room - 8);
        }

        private static String text(double place) {
            return String.format(Locale.ROOT, "%.1f", place);
        }
    }

    /**
     * Cells of a grid, each in a shade and with a word of its own.
     *
     * @param shades from 0, white, to 1
     * @param words empty where there are none
     */
    record GridCells(String caption, int columns, double[] shades, List<String> words) implements PluginPicture {
        private static final double SIDE = 24;

        public GridCells {
            words = List.copyOf(words);
        }

        /** A cell, placed. */
        public record PlacedCell(double x, double y, String opacity, String word) {}

        public List<PlacedCell> cells() {
            List<PlacedCell> cells = new ArrayList<>();
            for (int i = 0; i < shades.length; i++) {
                cells.add(new PlacedCell(
                        i % columns * SIDE,
                        i / columns * SIDE,
                        String.format(Locale.ROOT, "%.3f", Math.clamp(shades[i], 0.0, 1.0)),
                        words.isEmpty() ? "" : words.get(i)));
            }
            return cells;
        }

        public double side() {
            return SIDE;
        }

        public double width() {
            return columns * SIDE;
        }

        public double height() {
            return (shades.length + columns - 1) / columns * SIDE;
        }
    }
}
