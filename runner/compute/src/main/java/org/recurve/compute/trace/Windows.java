package org.recurve.compute.trace;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Table;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.Wiring;

/** All windows of an input at once: what a pooling says of one is mapped over their positions. */
final class Windows implements Window {
    private final Traced input;
    private final Wiring wiring;
    private final Shape positions;

    private Windows(Traced input, Windowing windowing) {
        Shape spatial = input.shape().slice(1, input.shape().rank());
        this.input = input;
        this.positions = windowing.over(spatial);
        this.wiring = Geometry.of(new Convolution(1, windowing), Shape.of(1).with(spatial))
                .wiring();
    }

    static Value reduce(Traced input, Windowing windowing, Function<Window, Value> reduce) {
        if (input.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "windows need an input [channels, extents…], not one of shape " + input.shape());
        }
        Windows windows = new Windows(input, windowing);
        Tracer tracer = input.tracer();
        Traced reduced = tracer.own(tracer.mapped(windows.mapped(), () -> reduce.apply(windows)));
        int channels = input.shape().dim(0);
        if (!reduced.shape().equals(Shape.of(channels))) {
            throw new IllegalArgumentException("a pooling reduces a window of " + channels
                    + " channels to one value of shape " + channels + ", not " + reduced.shape());
        }
        int count = windows.positions.size();
        Traced full = Broadcasting.to(reduced, windows.mapped(), reduced.shape());
        int[] order = new int[full.node().rows()];
        for (int row = 0; row < order.length; row++) {
            int outer = row / (channels * count);
            order[row] = (outer * count + row % count) * channels + row / count % channels;
        }
        Node channelFirst = input.tracer().builder().permute(order, full.node());
        return new Traced(
                input.tracer(), channelFirst, input.mapped(), Shape.of(channels).with(windows.positions));
    }

    private Shape mapped() {
        return input.mapped().with(Shape.of(positions.size()));
    }

    private int channels() {
        return input.shape().dim(0);
    }

    /** For every position and channel, the rows of the elements that exist. */
    private Table lists() {
        int channels = channels();
        int[] counts = counts();
        int[] starts = new int[counts.length * channels + 1];
        for (int row = 0; row + 1 < starts.length; row++) {
            starts[row + 1] = starts[row] + counts[row / channels];
        }
        int[] sources = new int[starts[starts.length - 1]];
        for (int row = 0; row + 1 < starts.length; row++) {
            int at = starts[row];
            for (int tap = 0; tap < wiring.taps(); tap++) {
                int pixel = wiring.pixel(row / channels, tap);
                if (pixel >= 0) {
                    sources[at++] = row % channels * wiring.pixels() + pixel;
                }
            }
        }
        return new Table.Listed(
                        channels * wiring.pixels(),
                        org.recurve.compute.graph.Ints.of(starts),
                        org.recurve.compute.graph.Ints.of(sources))
                .repeated(input.mapped().size());
    }

    private int[] counts() {
        int[] counts = new int[wiring.positions()];
        for (int position = 0; position < counts.length; position++) {
            for (int tap = 0; tap < wiring.taps(); tap++) {
                counts[position] += wiring.pixel(position, tap) >= 0 ? 1 : 0;
            }
        }
        return counts;
    }

    private Traced mapped(Node node, Shape shape) {
        return new Traced(input.tracer(), node, mapped(), shape);
    }

    private Builder builder() {
        return input.tracer().builder();
    }

    private Node repeated(Node once) {
        int times = input.mapped().size();
        return builder().route(Table.gather(once.rows() * times, once.rows(), row -> row % once.rows()), once);
    }

    @Override
    public Value values() {
        int channels = channels();
        int taps = wiring.taps();
        Table table = Table.gather(wiring.positions() * taps * channels, channels * wiring.pixels(), row -> {
                    int pixel = wiring.pixel(row / (taps * channels), row / channels % taps);
                    return pixel < 0 ? -1 : row % channels * wiring.pixels() + pixel;
                })
                .repeated(input.mapped().size());
        return mapped(builder().route(table, input.node()), Shape.of(taps, channels));
    }

    @Override
    public Value present() {
        float[] present = new float[wiring.positions() * wiring.taps()];
        for (int i = 0; i < present.length; i++) {
            present[i] = wiring.pixel(i / wiring.taps(), i % wiring.taps()) >= 0 ? 1 : 0;
        }
        return mapped(repeated(builder().literal(present)), Shape.of(wiring.taps()));
    }

    @Override
    public Value count() {
        int[] counts = counts();
        float[] literal = new float[counts.length];
        boolean same = true;
        for (int i = 0; i < counts.length; i++) {
            literal[i] = counts[i];
            same &= counts[i] == counts[0];
        }
        Node node = same ? builder().fill(counts[0], counts.length) : builder().literal(literal);
        return mapped(repeated(node), Shape.SCALAR);
    }

    @Override
    public Value sum() {
        return mapped(builder().route(elements(), input.node()), Shape.of(channels()));
    }

    @Override
    public Value max() {
        return mapped(Reducing.max(builder(), elements(), input.node()), Shape.of(channels()));
    }

    @Override
    public Value sum(UnaryOperator<Value> f) {
        Traced changed = input.tracer().own(f.apply(input));
        if (!changed.shape().equals(input.shape())) {
            throw new IllegalArgumentException(
                    "the function inside a window's sum works element by element, so it keeps the shape");
        }
        return mapped(builder().route(elements(), changed.node()), Shape.of(channels()));
    }

    private Table elements() {
        for (int count : counts()) {
            if (count == 0) {
                throw new IllegalArgumentException("a window lies entirely outside the input; use less padding");
            }
        }
        return lists();
    }
}
