package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;

/** Draws the first images of the validation split, each beside the classes of its pixels and what a model takes them for. */
final class MaskPictures {
    private static final int EXAMPLES = 6;
    private static final int LARGEST = 96;

    private final Examples examples;
    private final Shape input;
    private final List<String> classes;
    private final MaskColours colours;
    private final List<float[]> images = new ArrayList<>();
    private final List<String> captions = new ArrayList<>();

    private MaskPictures(Data data, String split) {
        this.examples = data.split(split);
        this.input = data.field(Field.INPUT).shape();
        this.classes = data.field(Field.TARGET).classes();
        this.colours = MaskColours.within(input.slice(1, 3), classes, LARGEST);
    }

    /** Returns them where all inputs are images of one size, and targets are masks of that size; else none. */
    static Optional<MaskPictures> of(Data data, String split) {
        Shape input = data.field(Field.INPUT).shape();
        return split.equals(Data.VALIDATION)
                        && input.rank() == 3
                        && data.field(Field.TARGET).shape().equals(input.slice(1, 3))
                        && data.split(split).size() > 0
                        && data.split(split).shape(0, Field.INPUT).isEmpty()
                ? Optional.of(new MaskPictures(data, split))
                : Optional.empty();
    }

    /** Takes an example; of a target whose ignored pixels were left out, those that are left stand in its order. */
    void take(int example, Sample sample) {
        float[] target = new float[input.dim(1) * input.dim(2)];
        examples.read(example, Field.TARGET, target, 0);
        int answered = sample.steps() < 0 ? target.length : sample.steps();
        boolean placed = answered == target.length
                || answered
                        == IntStream.range(0, target.length)
                                .filter(i -> colours.isClass(target[i]))
                                .count();
        if (captions.size() >= 3 * EXAMPLES || !placed) {
            return;
        }
        float[] answers = target.clone();
        int next = 0;
        for (int i = 0; i < target.length; i++) {
            if (answered == target.length || colours.isClass(target[i])) {
                answers[i] = largest(sample.output(), next * classes.size());
                next++;
            }
        }
        images.addAll(List.of(pixels(example), colours.painted(target), colours.painted(answers)));
        captions.addAll(List.of("image", "its classes", "the answer"));
    }

    private int largest(float[] scores, int from) {
        int largest = 0;
        for (int i = 1; i < classes.size(); i++) {
            largest = scores[from + i] > scores[from + largest] ? i : largest;
        }
        return largest;
    }

    /** Returns the input in colour, from 0 to 1, of large ones every so many pixels. */
    private float[] pixels(int example) {
        float[] values = new float[input.size()];
        examples.read(example, Field.INPUT, values, 0);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        int plane = colours.rows() * colours.columns();
        float[] drawn = new float[3 * plane];
        for (int i = 0; i < drawn.length; i++) {
            int channel = input.dim(0) == 3 ? i / plane : 0;
            float value = values[channel * input.dim(1) * input.dim(2) + colours.place(i % plane)];
            drawn[i] = most > least ? (value - least) / (most - least) : 0;
        }
        return drawn;
    }

    Map<String, Artifact> artifacts() {
        if (captions.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "masks",
                new ImageGrid(
                        "Images of the validation split, the classes of their pixels, and the answers"
                                + colours.legend(),
                        3,
                        colours.rows(),
                        colours.columns(),
                        images,
                        captions,
                        3));
    }
}
