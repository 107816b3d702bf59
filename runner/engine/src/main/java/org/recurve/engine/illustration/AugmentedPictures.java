package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.engine.artifacts.MaskColours;
import org.recurve.engine.augment.AugmentedData;

/** Pictures of training examples as they are, and beside each as the first epochs read it. */
public final class AugmentedPictures {
    private static final int EXAMPLES = 4;
    private static final int EPOCHS = 5;
    private static final int LARGEST = 64;
    /** Says how many features a sequence has at least whose steps are drawn as an image. */
    private static final int FEATURES = 4;

    private AugmentedPictures() {}

    /**
     * Returns the picture by the name of the recording; none where nothing is changed, or inputs are no numbers.
     *
     * @param first the epoch that training begins with
     * @param epochs of the training
     * @param noise the stream of what changes examples
     */
    public static Map<String, Artifact> of(AugmentedData augmented, int first, int epochs, Stream noise) {
        Data data = augmented.data();
        Field input = data.field(Field.INPUT);
        Examples own = data.split(Data.TRAIN);
        if (!augmented.isChanged()
                || !input.classes().isEmpty()
                || input.shape().rank() == 0
                || own.shape(0, Field.INPUT).isPresent()) {
            return Map.of();
        }
        List<Examples> read = new ArrayList<>(List.of(own));
        List<String> captions = new ArrayList<>(List.of("as it is"));
        for (int epoch = first; epoch < first + Math.min(EPOCHS, epochs); epoch++) {
            read.add(augmented.in(epoch, noise).split(Data.TRAIN));
            captions.add("epoch " + epoch);
        }
        String by = String.join(
                ", ", augmented.augmentations().stream().map(spec -> spec.id()).toList());
        Map<String, Artifact> pictures = new HashMap<>();
        pictures.put(
                "augmentation",
                picture("Training examples, and how the first epochs read them (" + by + ")", read, captions, input));
        Field target = data.field(Field.TARGET);
        if (input.shape().rank() == 3
                && !target.classes().isEmpty()
                && target.shape().equals(input.shape().slice(1, 3))) {
            pictures.put("augmented-masks", masks(read, captions, target));
        }
        return pictures;
    }

    /** Returns the classes of the same examples' pixels. */
    private static Artifact masks(List<Examples> read, List<String> captions, Field target) {
        MaskColours colours = MaskColours.within(target.shape(), target.classes(), LARGEST);
        List<float[]> masks =
                values(read, target).stream().map(colours::painted).toList();
        return new ImageGrid(
                "The classes of their pixels" + colours.legend(),
                3,
                colours.rows(),
                colours.columns(),
                masks,
                repeated(captions, masks.size()),
                captions.size());
    }

    /** Returns a field of the first examples, each as it is and as epochs read it. */
    private static List<float[]> values(List<Examples> read, Field field) {
        return IntStream.range(0, Math.min(EXAMPLES, read.getFirst().size()))
                .boxed()
                .flatMap(example -> read.stream().map(examples -> {
                    float[] values = new float[field.shape().size()];
                    examples.read(example, field.name(), values, 0);
                    return values;
                }))
                .toList();
    }

    private static List<String> repeated(List<String> captions, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> captions.get(i % captions.size()))
                .toList();
    }

    private static Artifact picture(String title, List<Examples> read, List<String> captions, Field input) {
        Shape shape = input.shape();
        List<float[]> rows = values(read, input);
        List<String> names = repeated(captions, rows.size());
        if (shape.rank() == 3) {
            return grid(title, shape.dim(0) == 3 ? 3 : 1, shape.dim(1), shape.dim(2), rows, names, captions.size());
        }
        if (shape.rank() == 2 && shape.dim(1) >= FEATURES) {
            List<float[]> turned = rows.stream().map(row -> turned(row, shape)).toList();
            return grid(title, 1, shape.dim(1), shape.dim(0), turned, names, captions.size());
        }
        List<String> labels = IntStream.range(0, rows.size())
                .mapToObj(i -> "example " + (i / captions.size() + 1) + ", " + names.get(i))
                .toList();
        return new Matrix(
                title,
                labels,
                List.of(),
                rows.stream().map(AugmentedPictures::doubles).toArray(double[][]::new));
    }

    /** Returns time from left to right, and the first feature at the bottom. */
    private static float[] turned(float[] sequence, Shape shape) {
        int features = shape.dim(1);
        float[] image = new float[sequence.length];
        for (int i = 0; i < sequence.length; i++) {
            image[(features - 1 - i % features) * shape.dim(0) + i / features] = sequence[i];
        }
        return image;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** Returns images, of large ones the means of squares. */
    private static ImageGrid grid(
            String title, int channels, int height, int width, List<float[]> images, List<String> names, int columns) {
        int square = Math.ceilDiv(Math.max(height, width), LARGEST);
        int rows = Math.ceilDiv(height, square);
        int wide = Math.ceilDiv(width, square);
        List<float[]> small = images.stream()
                .map(image -> {
                    float[] means = new float[channels * rows * wide];
                    for (int i = 0; i < means.length; i++) {
                        int plane = i / (rows * wide) * height * width;
                        means[i] =
                                mean(image, plane, i / wide % rows * square, i % wide * square, height, width, square);
                    }
                    return means;
                })
                .toList();
        return new ImageGrid(title, channels, rows, wide, small, names, columns);
    }

    private static float mean(float[] image, int plane, int top, int left, int height, int width, int square) {
        double sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(height, top + square); y++) {
            for (int x = left; x < Math.min(width, left + square); x++) {
                sum += image[plane + y * width + x];
                count++;
            }
        }
        return (float) (sum / count);
    }
}
