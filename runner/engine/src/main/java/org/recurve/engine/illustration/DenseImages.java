package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelState;

/** Images from layers that know nothing of images: the weights of a dense layer, an autoencoder's reconstructions. */
final class DenseImages {
    private static final int MOST = 36;
    static final int EXAMPLES = 8;

    private DenseImages() {}

    /** Returns the weights of the units of the first matrix that reads whole images, a picture each. */
    static Optional<ImageGrid> of(Shape image, ModelState state) {
        return Stream.of(state.theta(), state.frozen())
                .flatMap(vector -> vector.segments().stream()
                        .filter(segment ->
                                segment.shape().rank() == 2 && segment.shape().dim(1) == image.size())
                        .map(segment -> grid(image, vector, segment)))
                .findFirst();
    }

    private static ImageGrid grid(Shape image, Vector vector, Segment matrix) {
        float[] values = vector.toArray();
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int unit = 0; unit < Math.min(MOST, matrix.shape().dim(0)); unit++) {
            int from = matrix.offset() + unit * image.size();
            images.add(shown(image, Arrays.copyOfRange(values, from, from + image.size())));
            captions.add("unit " + (unit + 1));
        }
        return new ImageGrid(
                "Weights of " + matrix.name() + ", a picture for each unit",
                colours(image),
                image.dim(1),
                image.dim(2),
                images,
                captions);
    }

    /** Returns images, and behind each what the model gives back. */
    static ImageGrid reconstructions(
            Shape image, List<float[]> inputs, List<List<LayerActivations>> seen, OutputMeaning meaning) {
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int example = 0; example < Math.min(EXAMPLES, inputs.size()); example++) {
            images.add(shown(image, inputs.get(example)));
            captions.add("example " + (example + 1));
            images.add(meant(shown(image, seen.get(example).getLast().values()), meaning));
            captions.add("given back");
        }
        return new ImageGrid(
                "Images, and what the model gives back of each",
                colours(image),
                image.dim(1),
                image.dim(2),
                images,
                captions);
    }

    /** Returns shades where the loss takes outputs for what a sigmoid makes shades of. */
    private static float[] meant(float[] outputs, OutputMeaning meaning) {
        return switch (meaning) {
            case LABEL_LOGITS -> {
                float[] shades = new float[outputs.length];
                for (int i = 0; i < shades.length; i++) {
                    shades[i] = (float) (1 / (1 + StrictMath.exp(-outputs[i])));
                }
                yield shades;
            }
            case NUMBERS, SCORES, LOGITS -> outputs;
        };
    }

    private static int colours(Shape image) {
        return image.dim(0) == 3 ? 3 : 1;
    }

    /** Returns the channels that are drawn: all three colours, or the first. */
    private static float[] shown(Shape image, float[] values) {
        return Arrays.copyOf(values, colours(image) * image.dim(1) * image.dim(2));
    }
}
