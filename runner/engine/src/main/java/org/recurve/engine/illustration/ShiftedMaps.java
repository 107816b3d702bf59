package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;
import org.recurve.engine.illustration.Illustrations.LayerSource;

/** Draws what becomes of a layer's maps and of the output when the input is moved: equivariance of the maps, invariance of the output. */
final class ShiftedMaps {
    private static final int BY = 2;
    private static final int MAPS = 6;

    private ShiftedMaps() {}

    /**
     * Returns maps of the first layer that makes some by parameters, of an image and of the same image moved; none without such a
     * layer.
     */
    static Optional<ImageGrid> of(Shape shape, float[] image, LayerSource layers, Predicate<String> learns) {
        if (shape.dim(1) <= 2 * BY || shape.dim(2) <= 2 * BY) {
            return Optional.empty();
        }
        List<LayerActivations> still = layers.of(image);
        Optional<LayerActivations> maps = still.stream()
                .filter(layer -> learns.test(layer.layer())
                        && layer.shape().rank() == 3
                        && layer.shape().dim(1) > 2 * BY
                        && layer.shape().dim(2) > 2 * BY)
                .findFirst();
        if (maps.isEmpty()) {
            return Optional.empty();
        }
        float[] moved = moved(image, shape);
        List<LayerActivations> after = layers.of(moved);
        LayerActivations before = maps.get();
        LayerActivations then = after.get(still.indexOf(before));
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        int size = before.shape().dim(1) * before.shape().dim(2);
        for (int map = 0; map < Math.min(MAPS, before.shape().dim(0)); map++) {
            images.add(Arrays.copyOfRange(before.values(), map * size, (map + 1) * size));
            captions.add("map " + (map + 1));
            images.add(Arrays.copyOfRange(then.values(), map * size, (map + 1) * size));
            captions.add("map " + (map + 1) + ", input moved");
        }
        LayerActivations output = still.getLast();
        String title = String.format(
                Locale.ROOT,
                "Maps of %s when the input moves %d down and %d to the right; away from the edges the maps, moved back, differ by"
                        + " %.2g of their range; outputs differ by %.2g of theirs",
                before.layer(),
                BY,
                BY,
                followed(before, then),
                difference(output.values(), after.getLast().values()) / range(output.values()));
        return Optional.of(
                new ImageGrid(title, 1, before.shape().dim(1), before.shape().dim(2), images, captions));
    }

    private static float[] moved(float[] image, Shape shape) {
        float[] moved = new float[image.length];
        int height = shape.dim(1);
        int width = shape.dim(2);
        for (int i = 0; i < image.length; i++) {
            int row = i / width % height;
            int column = i % width;
            if (row >= BY && column >= BY) {
                moved[i] = image[i - BY * width - BY];
            }
        }
        return moved;
    }

    /** Returns the largest difference between maps and maps moved back, as a share of their range; a third of the map is edge. */
    private static double followed(LayerActivations before, LayerActivations then) {
        int height = before.shape().dim(1);
        int width = before.shape().dim(2);
        double largest = 0;
        for (int i = 0; i < before.values().length; i++) {
            int row = i / width % height;
            int column = i % width;
            boolean inside = row >= height / 4
                    && row < height - height / 4 - BY
                    && column >= width / 4
                    && column < width - width / 4 - BY;
            if (inside) {
                largest = Math.max(largest, Math.abs(before.values()[i] - then.values()[i + BY * width + BY]));
            }
        }
        return largest / range(before.values());
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static double range(float[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high > low ? high - low : 1;
    }
}
