package org.recurve.compute.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.WindowIndexMap;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** All windows of an input at once: what a pooling says of one is mapped over their positions. */
final class WindowTracing implements Window {
    private final TracedValue input;
    private final WindowIndexMap windowIndexMap;
    private final Shape positions;
    private final Optional<TracedLength> sequence;

    /** @param sequence which windows exist, where a sequence lies along a spatial axis of the input */
    private WindowTracing(TracedValue input, Windowing windowing, Optional<TracedLength> sequence) {
        Shape spatial = input.shape().slice(1, input.shape().rank());
        this.input = input;
        this.sequence = sequence;
        this.positions = windowing.over(spatial);
        this.windowIndexMap = ContractionSpec.of(
                        new Convolution(1, windowing), Shape.of(1).with(spatial))
                .map();
    }

    static Value reduce(TracedValue input, Windowing windowing, java.util.function.Function<Window, Value> reduce) {
        if (input.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "windows need an input [channels, extents…], not one of shape " + input.shape());
        }
        boolean spatial = input.sequenceAxis() > input.mapped().rank();
        Optional<SequenceWindows> over =
                Optional.of(input).filter(_ -> spatial).map(sequence -> SequenceWindows.of(sequence, windowing));
        WindowTracing tracing = new WindowTracing(
                input, over.map(SequenceWindows::windowing).orElse(windowing), over.map(SequenceWindows::length));
        TraceContext context = input.context();
        TracedValue reduced = context.own(context.mappings().windows(tracing.mapped(), () -> reduce.apply(tracing)));
        int channels = input.shape().dim(0);
        if (!reduced.shape().equals(Shape.of(channels))) {
            throw new IllegalArgumentException("a pooling reduces a window of " + channels
                    + " channels to one value of shape " + channels + ", not " + reduced.shape());
        }
        int count = tracing.positions.size();
        TracedValue full = ShapeBroadcast.to(reduced, tracing.mapped(), reduced.shape());
        int[] order = new int[full.node().rows()];
        for (int row = 0; row < order.length; row++) {
            int outer = row / (channels * count);
            order[row] = (outer * count + row % count) * channels + row / count % channels;
        }
        Node channelFirst = input.context().builder().permute(order, full.node());
        Shape to = Shape.of(channels).with(tracing.positions);
        Optional<TracedLength> kept =
                spatial ? tracing.sequence : input.sequence().map(SequenceAxis::length);
        return new TracedValue(
                context,
                context.axes()
                        .mark(
                                channelFirst,
                                kept.flatMap(length ->
                                        SequenceAxes.along(input.mapped().with(to), input.sequenceAxis(), length))),
                input.mapped(),
                to);
    }

    /** Returns where the sequence lies in a value of each window, if it has {@code rows} there. */
    private Optional<SequenceAxis> axis(int rows) {
        int along = input.sequenceAxis() - input.mapped().rank() - 1;
        return sequence.map(length -> new SequenceAxis(
                length,
                input.mapped().size() * positions.slice(0, along).size(),
                positions.slice(along + 1, positions.rank()).size() * rows));
    }

    private boolean inSequence() {
        return sequence.isPresent();
    }

    /** Returns the input with {@code absent} behind the end of its sequence. */
    private Node input(float absent) {
        return inSequence() ? input.filled(absent).node() : input.node();
    }

    /** For every element of the input's first channel, 1 if it exists. */
    private Node exists() {
        Node all = input.context().axes().exists(input.sequence().orElseThrow());
        int pixels = windowIndexMap.pixels();
        int rows = channels() * pixels;
        return builder()
                .route(
                        IndexTable.gather(
                                input.mapped().size() * pixels, all.rows(), row -> row / pixels * rows + row % pixels),
                        all);
    }

    private Shape mapped() {
        return input.mapped().with(Shape.of(positions.size()));
    }

    private int channels() {
        return input.shape().dim(0);
    }

    /** For every position and channel, the rows of the elements that exist. */
    private IndexTable lists(int channels) {
        int[] counts = counts();
        int[] starts = new int[counts.length * channels + 1];
        for (int row = 0; row + 1 < starts.length; row++) {
            starts[row + 1] = starts[row] + counts[row / channels];
        }
        int[] sources = new int[starts[starts.length - 1]];
        for (int row = 0; row + 1 < starts.length; row++) {
            int at = starts[row];
            for (int tap = 0; tap < windowIndexMap.taps(); tap++) {
                int pixel = windowIndexMap.pixel(row / channels, tap);
                if (pixel >= 0) {
                    sources[at++] = row % channels * windowIndexMap.pixels() + pixel;
                }
            }
        }
        return new IndexTable.ListedTable(
                        channels * windowIndexMap.pixels(),
                        org.recurve.compute.ir.IntArray.of(starts),
                        org.recurve.compute.ir.IntArray.of(sources))
                .repeated(input.mapped().size());
    }

    private int[] counts() {
        int[] counts = new int[windowIndexMap.positions()];
        for (int position = 0; position < counts.length; position++) {
            for (int tap = 0; tap < windowIndexMap.taps(); tap++) {
                counts[position] += windowIndexMap.pixel(position, tap) >= 0 ? 1 : 0;
            }
        }
        return counts;
    }

    private TracedValue mapped(Node node, Shape shape) {
        Node marked = input.context().axes().mark(node, axis(shape.size()));
        return new TracedValue(input.context(), marked, mapped(), shape);
    }

    private GraphBuilder builder() {
        return input.context().builder();
    }

    private Node repeated(Node once) {
        int times = input.mapped().size();
        return builder().route(IndexTable.gather(once.rows() * times, once.rows(), row -> row % once.rows()), once);
    }

    @Override
    public Value values() {
        int channels = channels();
        int taps = windowIndexMap.taps();
        IndexTable table = IndexTable.gather(
                        windowIndexMap.positions() * taps * channels, channels * windowIndexMap.pixels(), row -> {
                            int pixel = windowIndexMap.pixel(row / (taps * channels), row / channels % taps);
                            return pixel < 0 ? -1 : row % channels * windowIndexMap.pixels() + pixel;
                        })
                .repeated(input.mapped().size());
        return mapped(builder().route(table, input(0)), Shape.of(taps, channels));
    }

    @Override
    public Value present() {
        if (inSequence()) {
            IndexTable table = IndexTable.gather(
                            windowIndexMap.positions() * windowIndexMap.taps(),
                            windowIndexMap.pixels(),
                            row -> windowIndexMap.pixel(row / windowIndexMap.taps(), row % windowIndexMap.taps()))
                    .repeated(input.mapped().size());
            return mapped(builder().route(table, exists()), Shape.of(windowIndexMap.taps()));
        }
        float[] present = new float[windowIndexMap.positions() * windowIndexMap.taps()];
        for (int i = 0; i < present.length; i++) {
            present[i] = windowIndexMap.pixel(i / windowIndexMap.taps(), i % windowIndexMap.taps()) >= 0 ? 1 : 0;
        }
        return mapped(repeated(builder().literal(present)), Shape.of(windowIndexMap.taps()));
    }

    @Override
    public Value count() {
        if (inSequence()) {
            return mapped(builder().apply(ElementwiseFunction.MAX, found(), ones()), Shape.SCALAR);
        }
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
        return mapped(builder().route(elements(), input(-0f)), Shape.of(channels()));
    }

    @Override
    public Value max() {
        Node largest = ReductionTracing.max(builder(), elements(), input(Float.NEGATIVE_INFINITY));
        if (!inSequence()) {
            return mapped(largest, Shape.of(channels()));
        }
        int channels = channels();
        Node found = builder()
                .route(IndexTable.gather(largest.rows(), largest.rows() / channels, row -> row / channels), found());
        return mapped(
                builder()
                        .apply(
                                ElementwiseFunction.CHOOSE,
                                found,
                                largest,
                                builder().fill(0, largest.rows())),
                Shape.of(channels));
    }

    /** For every window, how many elements exist; of windows behind the end of a sequence none may. */
    private Node found() {
        return builder().route(lists(1), exists());
    }

    private Node ones() {
        return builder().fill(1, input.mapped().size() * windowIndexMap.positions());
    }

    @Override
    public Value sum(UnaryOperator<Value> f) {
        TracedValue changed = input.context().own(f.apply(input));
        if (!changed.shape().equals(input.shape())) {
            throw notElementwise("it was given all maps, " + input.shape() + ", and gave " + changed.shape());
        }
        elementwise(changed.node());
        TracedValue present = inSequence() && changed.sequence().isPresent() ? changed.filled(-0f) : changed;
        return mapped(builder().route(elements(), present.node()), Shape.of(channels()));
    }

    /** Demands that each row of a result is made of the same row of the input. */
    private void elementwise(Node result) {
        List<Node> made = GraphTraversal.ancestors(List.of(result));
        for (Node node : GraphTraversal.dependents(made, List.of(input.node()))) {
            boolean elementwise =
                    node == input.node() || node.op() instanceof Op.Elementwise || node.op() instanceof Op.StopGradient;
            if (!elementwise) {
                throw notElementwise("this one brings elements together or moves them");
            }
        }
    }

    private static IllegalArgumentException notElementwise(String why) {
        return new IllegalArgumentException("the function inside a window's sum works element by element, and " + why
                + "; for what depends on the window use values() and present()");
    }

    private IndexTable elements() {
        for (int count : counts()) {
            if (count == 0) {
                throw new IllegalArgumentException("a window lies entirely outside the input; use less padding");
            }
        }
        return lists(channels());
    }
}
