package org.recurve.app.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;

/** A picture that a trial recorded, for a terminal: images and matrices in five shades, all else in letters. */
public record PictureText(Artifact artifact) {
    private static final String SHADES = " ░▒▓█";
    private static final int COLUMNS = 96;
    private static final int ROWS = 12;

    /** Returns the picture without its title. */
    public String text() {
        return switch (artifact) {
            case Artifact.Curve curve -> curve(curve);
            case Artifact.Matrix matrix -> matrix(matrix);
            case Artifact.ImageGrid grid -> images(grid);
            case Artifact.Graph graph ->
                graph.edges().stream()
                        .map(edge -> graph.nodes().get(edge.from()) + " → "
                                + graph.nodes().get(edge.to())
                                + (edge.label().isEmpty() ? "" : " (" + edge.label() + ")"))
                        .collect(Collectors.joining("\n"));
            case Artifact.Circuit circuit -> new CircuitText(circuit).toString();
            case Artifact.Confusion confusion -> confusion(confusion);
            case Artifact.Mistakes mistakes -> images(mistakes.pictures());
            case Artifact.Text text -> text.text();
        };
    }

    private static String curve(Artifact.Curve curve) {
        int points = curve.y().length;
        int columns = Math.min(points, COLUMNS - ROWS);
        List<Double> values = IntStream.range(0, columns)
                .mapToObj(i -> curve.y()[columns < 2 ? 0 : (int) ((long) i * (points - 1) / (columns - 1))])
                .toList();
        return points == 0
                ? ""
                : new CurveText(values, Double.MAX_VALUE)
                        .drawn(
                                ROWS,
                                curve.xLabel() + " " + ValueText.of(curve.x()[0]),
                                ValueText.of(curve.x()[points - 1]));
    }

    private static String matrix(Artifact.Matrix matrix) {
        double[] all =
                Arrays.stream(matrix.values()).flatMapToDouble(Arrays::stream).toArray();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < matrix.values().length; row++) {
            double[] values = matrix.values()[row];
            String label =
                    row < matrix.rowLabels().size() ? " " + matrix.rowLabels().get(row) : "";
            lines.add(shades(values, all, 0, values.length, 1) + "│" + label);
        }
        return String.join("\n", lines);
    }

    private static String confusion(Artifact.Confusion confusion) {
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("right \\ answered"));
        head.addAll(confusion.classes());
        table.add(head);
        for (int right = 0; right < confusion.counts().length; right++) {
            List<String> row = new ArrayList<>(List.of(confusion.classes().get(right)));
            Arrays.stream(confusion.counts()[right]).mapToObj(Long::toString).forEach(row::add);
            table.add(row);
        }
        return TextTable.of(table);
    }

    /** Side by side as far as they fit, each scaled on its own, with their captions below. */
    private static String images(Artifact.ImageGrid grid) {
        int wide = grid.width() <= COLUMNS / 4 ? 2 : 1; // letters are twice as high as wide
        int width = Math.max(grid.width() * wide, captionWidth(grid)) + 2;
        int fit = Math.max(1, COLUMNS / width);
        int each = grid.columns() > 0 && fit > grid.columns() ? grid.columns() : fit;
        List<String> lines = new ArrayList<>();
        for (int first = 0; first < grid.images().size(); first += each) {
            int last = Math.min(first + each, grid.images().size());
            for (int row = 0; row < grid.height(); row++) {
                StringBuilder line = new StringBuilder();
                for (int image = first; image < last; image++) {
                    double[] grey = grey(grid, grid.images().get(image));
                    line.append(
                            padded(shades(grey, scale(grid, image), row * grid.width(), grid.width(), wide), width));
                }
                lines.add(line.toString().stripTrailing());
            }
            StringBuilder captions = new StringBuilder();
            for (int image = first; image < last; image++) {
                captions.append(padded(TerminalText.line(grid.captions().get(image)), width));
            }
            lines.add(captions.toString().stripTrailing());
            lines.add("");
        }
        return String.join("\n", lines);
    }

    /** Returns all that an image is scaled with: itself, or the row that it stands in. */
    private static double[] scale(Artifact.ImageGrid grid, int image) {
        int first = grid.columns() == 0 ? image : image / grid.columns() * grid.columns();
        int last = Math.min(grid.images().size(), first + Math.max(1, grid.columns()));
        return grid.images().subList(first, last).stream()
                .flatMapToDouble(one -> Arrays.stream(grey(grid, one)))
                .toArray();
    }

    private static int captionWidth(Artifact.ImageGrid grid) {
        return grid.captions().stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** Returns the mean of the colours of each pixel. */
    private static double[] grey(Artifact.ImageGrid grid, float[] image) {
        double[] grey = new double[grid.height() * grid.width()];
        for (int i = 0; i < grey.length * grid.channels(); i++) {
            grey[i % grey.length] += image[i] / grid.channels();
        }
        return grey;
    }

    private static String shades(double[] values, double[] scale, int from, int count, int wide) {
        double least = Arrays.stream(scale).filter(Double::isFinite).min().orElse(0);
        double greatest = Arrays.stream(scale).filter(Double::isFinite).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            double share = greatest > least ? (values[i] - least) / (greatest - least) : 0;
            int shade = Double.isFinite(share) ? (int) Math.min(SHADES.length() - 1, share * SHADES.length()) : 0;
            line.append(String.valueOf(SHADES.charAt(shade)).repeat(wide));
        }
        return line.toString();
    }
}
