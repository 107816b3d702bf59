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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.MatrixProduct;
import org.recurve.bench.workload.RecurrentStep;

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
                        ConvStep.batches().stream().map(work -> new Case(work, () -> conv(work))),
                        RecurrentStep.of(RecurrentStep.Cell.values()).stream()
                                .map(work -> new Case(work, () -> recurrent(work))),
                        MatrixProduct.sizes().stream().map(work -> new Case(work, () -> Products.sgemm(work.n()))),
                        MatrixProduct.sizes("product-mm").stream()
                                .map(work -> new Case(work, () -> Products.mm(work.n()))))
                .flatMap(cases -> cases)
                .toList();
    }

    static TrainingStep conv(ConvStep work) {
        Layout layout = Layout.fromProperties();
        LeNet net = new LeNet();
        layout.convert(net);
        Tensor images = layout.of(randn(work.batch(), 1, ConvStep.IMAGE, ConvStep.IMAGE));
        return new TrainingStep(net, net::logits, images, labels(ConvStep.CLASSES, work.batch()));
    }

    static TrainingStep recurrent(RecurrentStep work) {
        Sequence net = new Sequence(work);
        Tensor sequences = randn(work.steps(), work.batch(), work.input());
        return new TrainingStep(net, net::logits, sequences, labels(RecurrentStep.CLASSES, work.batch()));
    }

    private static Tensor labels(int classes, int batch) {
        return randint(classes, new long[] {batch}, new TensorOptions(ScalarType.Long));
    }
}
