package org.recurve.engine.illustration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Loss;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.engine.spec.PhaseSpec;

/** Pictures of a model that sees images of one size [channels, height, width]. */
public final class Illustrations {
    private static final int LARGEST = 64;
    private static final int LOOKED_AT = 64;

    private Illustrations() {}

    /** Gives what each layer makes of an input, in evaluation. */
    @FunctionalInterface
    public interface LayerSource {
        List<LayerActivations> of(float[] input);
    }

    /** Returns the pictures by the name of the recording; none where examples are no small images. */
    public static Map<String, Artifact> of(Program program, ModelState state, Data data, LayerSource layers) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        if (!hasSmallImages(data)) {
            return pictures;
        }
        Shape shape = data.field(Field.INPUT).shape();
        Examples examples = data.split(Data.TRAIN);
        float[] first = input(examples, shape, 0);
        ShiftedMaps.of(shape, first, layers, layer -> learns(state, layer))
                .ifPresent(grid -> pictures.put("equivariance", grid));
        SharedEdges.of(program, state, first).forEach(pictures::put);
        FilterGroups.of(program, state).ifPresent(grid -> pictures.put("filters taken together", grid));
        DenseImages.of(shape, state).ifPresent(grid -> pictures.put("weights as images", grid));
        List<float[]> inputs = inputs(examples, shape);
        List<List<LayerActivations>> seen = inputs.stream().map(layers::of).toList();
        StrongestPatches.of(program, shape, inputs, seen).ifPresent(grid -> pictures.put("strongest patches", grid));
        if (program.output().size() == shape.size()) {
            pictures.put("reconstructions", DenseImages.reconstructions(shape, inputs, seen, OutputMeaning.NUMBERS));
        }
        return pictures;
    }

    /** Returns the pictures of a phase that is not measured: of an autoencoder what it gives back of images, through its sigmoid if any. */
    public static Map<String, Artifact> ofEarlierPhase(
            PhaseSpec phase, Program program, Data data, LayerSource layers) {
        Shape shape = data.field(Field.INPUT).shape();
        if (!hasSmallImages(data) || program.output().size() != shape.size()) {
            return Map.of();
        }
        List<float[]> inputs = inputs(data.split(Data.TRAIN), shape).stream()
                .limit(DenseImages.EXAMPLES)
                .toList();
        List<List<LayerActivations>> seen = inputs.stream().map(layers::of).toList();
        return Map.of(
                "reconstructions of the phase " + phase.name(),
                DenseImages.reconstructions(shape, inputs, seen, Loss.meaning(phase.loss())));
    }

    private static boolean hasSmallImages(Data data) {
        Shape shape = data.field(Field.INPUT).shape();
        Examples examples = data.split(Data.TRAIN);
        return shape.rank() == 3
                && shape.dim(1) <= LARGEST
                && shape.dim(2) <= LARGEST
                && examples.size() > 0
                && examples.shape(0, Field.INPUT).isEmpty();
    }

    private static List<float[]> inputs(Examples examples, Shape shape) {
        return IntStream.range(0, Math.min(LOOKED_AT, examples.size()))
                .mapToObj(example -> input(examples, shape, example))
                .toList();
    }

    /** Returns whether a layer has parameters of its own. */
    private static boolean learns(ModelState state, String layer) {
        return Stream.of(state.theta(), state.frozen())
                .flatMap(vector -> vector.segments().stream())
                .anyMatch(segment -> segment.name().startsWith(layer + "."));
    }

    private static float[] input(Examples examples, Shape shape, int example) {
        float[] input = new float[shape.size()];
        examples.read(example, Field.INPUT, input, 0);
        return input;
    }
}
