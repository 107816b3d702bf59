package org.recurve.convolution.kernel;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Kernels written out in the file: one for all filters, or one for each. */
@Plugin(id = "given", version = 1, summary = "the kernel given: one for all filters, or a list with one for each")
public final class FixedKernel implements Initializer<FixedKernel.Config> {
    /** The settings. */
    public record Config(
            @Doc(
                    "nested lists of numbers: rows of the window, or a list of such kernels, one for each filter; or for each"
                            + " filter a list of them, one for each channel, taken as they are")
            @Main
            KernelValues kernel) {}

    /**
     * Nested lists of numbers, all of one depth and of equal lengths.
     *
     * @param shape the lengths, outermost first
     * @param values the numbers, row by row
     */
    public record KernelValues(Shape shape, List<Double> values) implements Plain {
        public KernelValues {
            values = List.copyOf(values);
            if (values.size() != shape.size()) {
                throw new IllegalArgumentException(values.size() + " numbers are no " + shape);
            }
        }

        public static KernelValues of(Object plain) {
            return switch (plain) {
                case Number number -> new KernelValues(Shape.SCALAR, List.of(number.doubleValue()));
                case List<?> list
                when !list.isEmpty() ->
                    joined(list.stream().map(KernelValues::of).toList());
                default ->
                    throw new IllegalArgumentException(
                            "give rows of numbers, such as [[0, 1], [1, 0]]; found " + plain);
            };
        }

        private static KernelValues joined(List<KernelValues> rows) {
            List<Double> values = new ArrayList<>();
            for (KernelValues row : rows) {
                if (!row.shape.equals(rows.getFirst().shape)) {
                    throw new IllegalArgumentException("rows must be of one length");
                }
                values.addAll(row.values);
            }
            return new KernelValues(Shape.of(rows.size()).with(rows.getFirst().shape), values);
        }

        @Override
        public Object plain() {
            return nested(shape, values);
        }

        private static Object nested(Shape shape, List<Double> values) {
            if (shape.rank() == 0) {
                return values.getFirst();
            }
            Shape inner = shape.slice(1, shape.rank());
            List<Object> rows = new ArrayList<>();
            for (int row = 0; row < shape.dim(0); row++) {
                rows.add(nested(inner, values.subList(row * inner.size(), (row + 1) * inner.size())));
            }
            return rows;
        }
    }

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        KernelWindows windows = KernelWindows.of("given", weights);
        Shape window = windows.window();
        KernelValues kernel = config.kernel();
        Shape byChannel = Shape.of(windows.filters(), windows.channels()).with(window);
        if (kernel.shape().equals(byChannel)) {
            return windows.filledByChannel((filter, channel, index) ->
                    kernel.values().get(at(window, filter * windows.channels() + channel, index)));
        }
        boolean each = kernel.shape().equals(Shape.of(windows.filters()).with(window));
        if (!each && !kernel.shape().equals(window)) {
            throw new InvalidSetting("the kernel given is " + kernel.shape() + ", but the window is " + window
                    + "; give one kernel of that size, a list with one for each of the " + windows.filters()
                    + " filters, or for each filter a list with one for each of its " + windows.channels()
                    + " channels");
        }
        return windows.filled((filter, index) -> kernel.values().get(at(window, each ? filter : 0, index)));
    }

    /** Returns the place of a number in the kernel that so many others come before. */
    private static int at(Shape window, int before, int... index) {
        int at = before;
        for (int axis = 0; axis < index.length; axis++) {
            at = at * window.dim(axis) + index[axis];
        }
        return at;
    }
}
