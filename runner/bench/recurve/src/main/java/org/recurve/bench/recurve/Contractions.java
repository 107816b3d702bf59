package org.recurve.bench.recurve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.Work;
import org.recurve.compute.link.ChainTable;
import org.recurve.compute.link.Ends;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.LinkKernel;
import org.recurve.compute.link.Role;
import org.recurve.compute.link.Scratch;
import org.recurve.compute.link.Share;
import org.recurve.compute.link.Span;
import org.recurve.compute.link.Start;
import org.recurve.compute.link.WeightTable;
import org.recurve.compute.plan.Kernels;
import org.recurve.convolution.Tiled;
import org.recurve.convolution.Unshared;
import org.recurve.example.Mirrored;

/** The linear operation alone, in each of its roles. */
final class Contractions {
    private static final int LANES = 16;

    private Contractions() {}

    /** C = A·B as a dense layer: A are the weights, B the examples. */
    static Runnable product(int n) {
        return prepare(Geometry.dense(n, n), Role.OUTPUT, n);
    }

    /** One linear operation of {@link ConvStep} alone. */
    record Alone(String what, int batch, Geometry geometry, Role role) implements Work {
        @Override
        public String size() {
            return Integer.toString(batch);
        }

        @Override
        public double flops() {
            return (double) geometry.flops() * batch;
        }

        Runnable prepare() {
            return Contractions.prepare(geometry, role, batch);
        }
    }

    /** Both convolutions and the dense layer, each towards output, input and weights. */
    static List<Alone> ofConvStep() {
        Geometry first = convolution(ConvStep.FILTERS1, Shape.of(1, ConvStep.IMAGE, ConvStep.IMAGE));
        Geometry second = convolution(ConvStep.FILTERS2, Shape.of(ConvStep.FILTERS1, 12, 12));
        Geometry dense = Geometry.dense(ConvStep.FLAT, ConvStep.HIDDEN);
        return Stream.of(16, 64, 256)
                .flatMap(batch -> Stream.of(Role.values())
                        .flatMap(role -> Stream.of(
                                new Alone(name("conv1", role), batch, first, role),
                                new Alone(name("conv2", role), batch, second, role),
                                new Alone(name("dense", role), batch, dense, role))))
                .toList();
    }

    /** A layer's three passes, one after another. */
    record Passes(LayerPasses work, Geometry geometry) {
        Runnable prepare() {
            List<Runnable> passes = Stream.of(Role.values())
                    .map(role -> Contractions.prepare(geometry, role, LayerPasses.BATCH))
                    .toList();
            return () -> passes.forEach(Runnable::run);
        }
    }

    /** {@link ConvStep}'s second convolution and its relatives; the mirrored one is a stranger's. */
    static List<Passes> relatives() {
        Spec<Sharing<?>> tiled = new Spec<>(new Tiled(), new Tiled.Config(Extents.of(2)));
        return List.of(
                passes("layer-shared", LayerPasses.FILTERS, 1, Optional.empty()),
                passes(
                        "layer-mirrored",
                        LayerPasses.FILTERS,
                        1,
                        Optional.of(new Spec<>(new Mirrored(), new NoConfig()))),
                passes(
                        "layer-unshared",
                        LayerPasses.FILTERS,
                        1,
                        Optional.of(new Spec<>(new Unshared(), new NoConfig()))),
                passes("layer-tiled2", LayerPasses.FILTERS, 1, Optional.of(tiled)),
                passes("layer-grouped4", LayerPasses.FILTERS / 4 * 4, 4, Optional.empty()));
    }

    private static Passes passes(String what, int filters, int groups, Optional<Spec<Sharing<?>>> sharing) {
        Windowing windows = Windowing.of(Extents.of(ConvStep.KERNEL));
        Shape input = Shape.of(LayerPasses.CHANNELS, LayerPasses.IMAGE, LayerPasses.IMAGE);
        Geometry geometry = Geometry.of(new Convolution(filters, windows, groups, sharing), input);
        return new Passes(new LayerPasses(what, geometry.links()), geometry);
    }

    private static String name(String layer, Role role) {
        return "alone-" + layer + "-" + role.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Geometry convolution(int filters, Shape input) {
        return Geometry.of(new Convolution(filters, Windowing.of(Extents.of(ConvStep.KERNEL))), input);
    }

    static Runnable prepare(Geometry geometry, Role role, int examples) {
        LinkKernel kernel = Kernels.here().links();
        int blocks = Math.ceilDiv(examples, LANES);
        Span w = Span.shared(numbers(geometry.parameters()), 0);
        Span x = Span.lanes(numbers(geometry.inputRows() * LANES * blocks), 0, geometry.inputRows());
        Span y = Span.lanes(numbers(geometry.outputRows() * LANES * blocks), 0, geometry.outputRows());
        Scratch scratch = new Scratch();
        if (role == Role.WEIGHT) {
            WeightTable table = WeightTable.of(geometry);
            return () ->
                    kernel.weights(table, x, new Span[] {y}, new Span[] {w}, Ends.LAST, examples, Share.ALL, scratch);
        }
        ChainTable table = ChainTable.of(geometry, role);
        Span source = role == Role.OUTPUT ? x : y;
        Span target = role == Role.OUTPUT ? y : x;
        return () -> kernel.chains(table, w, source, Start.ZERO, target, Ends.LAST, 0, blocks, Share.ALL, scratch);
    }

    private static float[] numbers(int size) {
        float[] numbers = new float[size];
        org.recurve.api.random.Stream random = org.recurve.api.random.Stream.of(size);
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (random.uniform(i) - 0.5);
        }
        return numbers;
    }
}
