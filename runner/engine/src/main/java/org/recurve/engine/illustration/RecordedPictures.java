package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Curve;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.model.Shape;

/**
 * Pictures of what plugins record of an example ({@code scope.record}): numbers in a row as a curve, rows and columns as a matrix,
 * channels as images.
 */
public final class RecordedPictures {
    private static final int LARGEST = 512;
    private static final int CHANNELS = 16;

    private RecordedPictures() {}

    /**
     * Returns a picture of each value, by its name; what has more axes, or is larger than a page, is left out.
     *
     * @param recorded of one example, by name, row-major
     * @param shapes of all that may be recorded
     */
    public static Map<String, Artifact> of(Map<String, float[]> recorded, Map<String, Shape> shapes) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        recorded.forEach((name, values) -> {
            Shape shape = Objects.requireNonNull(shapes.get(name));
            if (shape.rank() <= 3 && IntStream.of(shape.toArray()).allMatch(extent -> extent <= LARGEST)) {
                pictures.put("recorded " + name, picture(name + " of the first training example", shape, values));
            }
        });
        return pictures;
    }

    private static Artifact picture(String title, Shape shape, float[] values) {
        return switch (shape.rank()) {
            case 2 -> new Matrix(title, List.of(), List.of(), rows(values, shape.dim(0), shape.dim(1)));
            case 3 -> images(title, shape, values);
            default ->
                new Curve(
                        title,
                        "element",
                        "value",
                        IntStream.range(0, shape.size()).asDoubleStream().toArray(),
                        rows(values, 1, shape.size())[0]);
        };
    }

    private static double[][] rows(float[] values, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = values[i];
        }
        return matrix;
    }

    private static ImageGrid images(String title, Shape shape, float[] values) {
        int height = shape.dim(1);
        int width = shape.dim(2);
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int channel = 0; channel < Math.min(CHANNELS, shape.dim(0)); channel++) {
            int from = channel * height * width;
            images.add(Arrays.copyOfRange(values, from, from + height * width));
            captions.add("channel " + (channel + 1));
        }
        return new ImageGrid(title, 1, height, width, images, captions);
    }
}
