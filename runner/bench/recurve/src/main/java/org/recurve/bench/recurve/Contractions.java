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
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.LeNet;
import org.recurve.bench.workload.Work;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.kernel.contraction.ActiveSteps;
import org.recurve.compute.kernel.contraction.BufferOffset;
import org.recurve.compute.kernel.contraction.ContractionKernel;
import org.recurve.compute.kernel.contraction.ContractionPlan;
import org.recurve.compute.kernel.contraction.ContractionScratch;
import org.recurve.compute.kernel.contraction.InitialSums;
import org.recurve.compute.kernel.contraction.WeightGradientPlan;
import org.recurve.compute.kernel.contraction.WorkShare;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.convolution.Tiled;
import org.recurve.convolution.Unshared;
import org.recurve.example.Mirrored;

/** The linear operation alone, in each of its roles. */
final class Contractions {
    private static final int LANES = BlockLayout.LANES;

    private Contractions() {}

    /** C = A·B as a dense layer: A are the weights, B the examples. */
    static Runnable product(int n) {
        return prepare(ContractionSpec.dense(n, n), ContractionOperand.OUTPUT, n);
    }

    /** One linear operation of {@link LeNet} alone. */
    record Alone(String what, int batch, ContractionSpec geometry, ContractionOperand role) implements Work {
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
        ContractionSpec first = convolution(LeNet.FILTERS1, Shape.of(1, LeNet.IMAGE, LeNet.IMAGE));
        ContractionSpec second = convolution(LeNet.FILTERS2, Shape.of(LeNet.FILTERS1, 12, 12));
        ContractionSpec dense = ContractionSpec.dense(LeNet.FLAT, LeNet.HIDDEN);
        return Stream.of(16, 64, 256)
                .flatMap(batch -> Stream.of(ContractionOperand.values())
                        .flatMap(operand -> Stream.of(
                                new Alone(name("conv1", operand), batch, first, operand),
                                new Alone(name("conv2", operand), batch, second, operand),
                                new Alone(name("dense", operand), batch, dense, operand))))
                .toList();
    }

    /** A layer's three passes, one after another. */
    record Passes(LayerPasses work, ContractionSpec geometry) {
        Runnable prepare() {
            List<Runnable> passes = Stream.of(ContractionOperand.values())
                    .map(operand -> Contractions.prepare(geometry, operand, LayerPasses.BATCH))
                    .toList();
            return () -> passes.forEach(Runnable::run);
        }
    }

    /** {@link LeNet}'s second convolution and its relatives; the mirrored one is a stranger's. */
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
        Windowing windows = Windowing.of(Extents.of(LeNet.KERNEL));
        Shape input = Shape.of(LayerPasses.CHANNELS, LayerPasses.IMAGE, LayerPasses.IMAGE);
        ContractionSpec spec = ContractionSpec.of(new Convolution(filters, windows, groups, sharing), input);
        return new Passes(new LayerPasses(what, spec.products()), spec);
    }

    private static String name(String layer, ContractionOperand operand) {
        return "alone-" + layer + "-" + operand.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static ContractionSpec convolution(int filters, Shape input) {
        return ContractionSpec.of(new Convolution(filters, Windowing.of(Extents.of(LeNet.KERNEL))), input);
    }

    static Runnable prepare(ContractionSpec spec, ContractionOperand operand, int examples) {
        ContractionKernel kernel = KernelSet.here().contraction();
        int blocks = Math.ceilDiv(examples, LANES);
        BufferOffset w = BufferOffset.shared(numbers(spec.parameters()), 0);
        BufferOffset x = BufferOffset.lanes(numbers(spec.inputRows() * LANES * blocks), 0, spec.inputRows());
        BufferOffset y = BufferOffset.lanes(numbers(spec.outputRows() * LANES * blocks), 0, spec.outputRows());
        ContractionScratch scratch = new ContractionScratch();
        if (operand == ContractionOperand.WEIGHT) {
            WeightGradientPlan table = WeightGradientPlan.of(spec);
            return () -> kernel.weights(
                    table,
                    x,
                    new BufferOffset[] {y},
                    new BufferOffset[] {w},
                    ActiveSteps.LAST,
                    examples,
                    WorkShare.ALL,
                    scratch);
        }
        ContractionPlan table = ContractionPlan.of(spec, operand);
        BufferOffset source = operand == ContractionOperand.OUTPUT ? x : y;
        BufferOffset target = operand == ContractionOperand.OUTPUT ? y : x;
        return () -> kernel.accumulate(
                table,
                w,
                source,
                InitialSums.ZERO,
                target,
                ActiveSteps.LAST,
                0,
                blocks,
                examples,
                WorkShare.ALL,
                scratch);
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
