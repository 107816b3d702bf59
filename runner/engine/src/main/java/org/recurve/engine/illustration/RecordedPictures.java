package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Curve;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;

/**
 * Pictures of what plugins record of an example ({@code scope.record}): numbers in a row as a curve, rows and columns as a matrix,
 * channels as images.
 */
public final class RecordedPictures {
    private static final int LARGEST = 512;
    private static final int CHANNELS = 16;

    private RecordedPictures() {}

    /** Returns a picture of each value, by its name; what has more axes, or is larger than a page, is left out. */
    public static Map<String, Artifact> of(List<LayerActivations> recorded) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        for (LayerActivations one : recorded) {
            Shape shape = one.shape();
            if (shape.rank() <= 3 && IntStream.of(shape.toArray()).allMatch(extent -> extent <= LARGEST)) {
                pictures.put("recorded " + one.layer(), picture(one.layer() + " of the first training example", one));
            }
        }
        return pictures;
    }

    private static Artifact picture(String title, LayerActivations one) {
        Shape shape = one.shape();
        return switch (shape.rank()) {
            case 2 -> new Matrix(title, List.of(), List.of(), rows(one.values(), shape.dim(0), shape.dim(1)));
            case 3 -> images(title, one);
            default ->
                new Curve(
                        title,
                        "element",
                        "value",
                        IntStream.range(0, shape.size()).asDoubleStream().toArray(),
                        rows(one.values(), 1, shape.size())[0]);
        };
    }

    private static double[][] rows(float[] values, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = values[i];
        }
        return matrix;
    }

    private static ImageGrid images(String title, LayerActivations one) {
        int height = one.shape().dim(1);
        int width = one.shape().dim(2);
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int channel = 0; channel < Math.min(CHANNELS, one.shape().dim(0)); channel++) {
            int from = channel * height * width;
            images.add(Arrays.copyOfRange(one.values(), from, from + height * width));
            captions.add("channel " + (channel + 1));
        }
        return new ImageGrid(title, 1, height, width, images, captions);
    }
}
