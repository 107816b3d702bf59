package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;

/** Pictures of what the first convolution has learnt, or was given. */
public final class KernelImages {
    /** A picture of more is a picture of nothing; unshared layers have thousands. */
    private static final int MOST = 64;

    private KernelImages() {}

    /** Returns the kernels [banks, filters, channels, (height,) width] of the first layer that has such; the first 64 of them. */
    public static Optional<ImageGrid> of(Program program, ModelState state) {
        return ModelSummary.of(program).stream()
                .map(LayerSummary::name)
                .flatMap(layer -> Stream.of(state.theta(), state.frozen()).flatMap(vector -> kernels(layer, vector)))
                .findFirst();
    }

    private static Stream<ImageGrid> kernels(String layer, Vector parameters) {
        return parameters.segments().stream()
                .filter(s -> s.name().startsWith(layer + ".")
                        && (s.shape().rank() == 4 || s.shape().rank() == 5))
                .map(segment -> grid(segment, parameters.toArray()));
    }

    /** Returns the kernels of a parameter [banks, filters, channels, (height,) width], filter behind filter. */
    public static ImageGrid grid(Segment segment, float[] theta) {
        Shape shape = segment.shape();
        int filters = shape.dim(1);
        int channels = shape.dim(2);
        int colours = channels == 3 ? 3 : 1;
        int height = shape.rank() == 5 ? shape.dim(3) : 1;
        int width = shape.dim(-1);
        int pixels = colours * height * width;
        int pictures = channels / colours;
        List<float[]> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, shape.size() / pixels); i++) {
            int from = segment.offset() + i * pixels;
            images.add(Arrays.copyOfRange(theta, from, from + pixels));
            int kernel = i / pictures;
            String bank = shape.dim(0) > 1 ? "bank " + (1 + kernel / filters) + ", " : "";
            String channel = pictures > 1 ? ", channel " + (1 + i % pictures) : "";
            captions.add(bank + "filter " + (1 + kernel % filters) + channel);
        }
        return new ImageGrid("Kernels of " + segment.name(), colours, height, width, images, captions);
    }
}
