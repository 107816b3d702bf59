package org.recurve.engine.illustration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.model.Shape;
import org.recurve.compute.inspect.InputBox;
import org.recurve.compute.inspect.UnitReceptiveField;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.Program;

/** Draws what units respond to most: the pieces of training images, as large as the receptive field, that excite each map most. */
final class StrongestPatches {
    private static final int MAPS = 8;
    private static final int EACH = 4;

    private StrongestPatches() {}

    /** Says where a map is most excited by an example. */
    private record Excitement(int example, int row, int column, float value) {}

    /** Returns the patches of the last layer of maps that sees only a part of the image; none without such a layer. */
    static Optional<ImageGrid> of(
            Program program, Shape image, List<float[]> inputs, List<List<LayerActivations>> seen) {
        return IntStream.range(0, seen.getFirst().size())
                .map(i -> seen.getFirst().size() - 1 - i)
                .filter(layer -> {
                    Shape shape = seen.getFirst().get(layer).shape();
                    return shape.rank() == 3 && shape.dim(1) > 1 && shape.dim(2) > 1;
                })
                .boxed()
                .findFirst()
                .map(layer -> grid(program, image, inputs, seen, layer));
    }

    private static ImageGrid grid(
            Program program, Shape image, List<float[]> inputs, List<List<LayerActivations>> seen, int layer) {
        LayerActivations first = seen.getFirst().get(layer);
        Shape shape = first.shape();
        InputBox middle = field(program, first.layer(), shape.dim(1) / 2, shape.dim(2) / 2);
        int height = middle.last().get(1) - middle.first().get(1) + 1;
        int width = middle.last().get(2) - middle.first().get(2) + 1;
        List<float[]> patches = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int map = 0; map < Math.min(MAPS, shape.dim(0)); map++) {
            for (Excitement one : strongest(seen, layer, map)) {
                InputBox box = field(program, first.layer(), one.row(), one.column());
                patches.add(patch(image, inputs.get(one.example()), box, height, width));
                captions.add(String.format(Locale.ROOT, "map %d: %.2f", map + 1, one.value()));
            }
        }
        return new ImageGrid(
                "What excites each map of " + first.layer() + " most, among " + inputs.size() + " training images",
                image.dim(0) == 3 ? 3 : 1,
                height,
                width,
                patches,
                captions);
    }

    private static InputBox field(Program program, String layer, int row, int column) {
        return UnitReceptiveField.of(program, layer, List.of(row, column)).box().orElseThrow();
    }

    /** Returns the strongest place of the examples that excite a map most, one an example. */
    private static List<Excitement> strongest(List<List<LayerActivations>> seen, int layer, int map) {
        return IntStream.range(0, seen.size())
                .mapToObj(example -> {
                    LayerActivations activations = seen.get(example).get(layer);
                    int width = activations.shape().dim(2);
                    int size = activations.shape().dim(1) * width;
                    int best = IntStream.range(0, size)
                            .boxed()
                            .max(Comparator.comparingDouble(i -> activations.values()[map * size + i]))
                            .orElseThrow();
                    return new Excitement(
                            example, best / width, best % width, activations.values()[map * size + best]);
                })
                .sorted(Comparator.comparingDouble(Excitement::value).reversed())
                .limit(EACH)
                .toList();
    }

    /** Returns a piece of an image; what lies outside is 0. */
    private static float[] patch(Shape image, float[] values, InputBox box, int height, int width) {
        int colours = image.dim(0) == 3 ? 3 : 1;
        float[] patch = new float[colours * height * width];
        for (int i = 0; i < patch.length; i++) {
            int colour = i / (height * width);
            int row = box.first().get(1) + i / width % height;
            int column = box.first().get(2) + i % width;
            if (row <= box.last().get(1) && column <= box.last().get(2)) {
                patch[i] = values[(colour * image.dim(1) + row) * image.dim(2) + column];
            }
        }
        return patch;
    }
}
