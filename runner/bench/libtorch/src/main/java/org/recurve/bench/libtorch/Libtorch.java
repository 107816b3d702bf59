package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.get_cpu_capability;
import static org.bytedeco.pytorch.global.torch.get_num_threads;
import static org.bytedeco.pytorch.global.torch.hasMKLDNN;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.MatrixProduct;
import org.recurve.bench.workload.Net;
import org.recurve.bench.workload.NetLayer;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;

/** libtorch and the OpenBLAS it is built on, one thread. */
public final class Libtorch {
    private Libtorch() {}

    /** Runs the cases whose names start with an argument; {@code libtorch.channels=last} changes the layout of images. */
    public static void main(String[] only) {
        set_num_threads(1);
        manual_seed(1);
        Cases.run(only, about(), cases());
    }

    private static String about() {
        return "libtorch %s, %s, oneDNN %s, threads %d, channels %s"
                .formatted(
                        torch.TORCH_VERSION,
                        get_cpu_capability().getString(),
                        hasMKLDNN(),
                        get_num_threads(),
                        Layout.fromProperties());
    }

    private static List<Case> cases() {
        return Stream.of(
                        NetSteps.all(_ -> true).stream().map(work -> new Case(work, () -> prepare(work))),
                        MatrixProduct.sizes().stream().map(work -> new Case(work, () -> Products.sgemm(work.n()))),
                        MatrixProduct.sizes("product-mm").stream()
                                .map(work -> new Case(work, () -> Products.mm(work.n()))))
                .flatMap(cases -> cases)
                .toList();
    }

    static Runnable prepare(NetStep work) {
        NetModule net = module(work.net());
        return switch (work.pass()) {
            case MOMENTUM -> training(work, net, TrainingStep.momentum(net));
            case ADAM -> training(work, net, TrainingStep.adam(net));
            case FORWARD -> {
                TrainingStep evaluation = training(work, net, TrainingStep.momentum(net));
                net.eval();
                yield () -> {
                    try (NoGradGuard _ = new NoGradGuard()) {
                        evaluation.loss();
                    }
                };
            }
        };
    }

    static TrainingStep training(NetStep work) {
        NetModule net = module(work.net());
        return training(work, net, TrainingStep.momentum(net));
    }

    private static TrainingStep training(NetStep work, NetModule net, Optimizer optimizer) {
        List<Integer> logits = work.net().output();
        int targets = logits.size() == 2 ? logits.getFirst() * work.batch() : work.batch();
        return new TrainingStep(net, optimizer, inputs(work), labels(work.net().classes(), targets));
    }

    private static NetModule module(Net net) {
        NetModule module = new NetModule(net);
        Layout.fromProperties().convert(module);
        return module;
    }

    private static Tensor inputs(NetStep work) {
        List<Integer> extents = work.net().input();
        if (extents.size() == 3) {
            return Layout.fromProperties().of(randn(work.batch(), extents.get(0), extents.get(1), extents.get(2)));
        }
        boolean recurrent = work.net().layers().stream().anyMatch(NetLayer.Recurrent.class::isInstance);
        if (work.net().layers().getFirst() instanceof NetLayer.Embedding table) {
            int steps = extents.getFirst();
            long[] shape = recurrent ? new long[] {steps, work.batch()} : new long[] {work.batch(), steps};
            return randint(table.words(), shape, new TensorOptions(ScalarType.Long));
        }
        return recurrent
                ? randn(extents.getFirst(), work.batch(), extents.getLast())
                : randn(work.batch(), extents.getFirst());
    }

    private static Tensor labels(int classes, int batch) {
        return randint(classes, new long[] {batch}, new TensorOptions(ScalarType.Long));
    }
}
