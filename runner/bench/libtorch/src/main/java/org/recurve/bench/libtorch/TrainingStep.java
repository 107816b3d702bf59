package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.cross_entropy;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.recurve.bench.workload.ConvStep;

/** Forward, loss, backward and update on one resident batch; everything made on the way is freed at its end. */
final class TrainingStep implements Runnable {
    private final UnaryOperator<Tensor> logits;
    private final Tensor inputs;
    private final Tensor labels;
    private final SGD optimizer;

    TrainingStep(Module parameters, UnaryOperator<Tensor> logits, Tensor inputs, Tensor labels) {
        this.logits = logits;
        this.inputs = inputs;
        this.labels = labels;
        SGDOptions options = new SGDOptions(ConvStep.RATE);
        options.momentum().put(ConvStep.MOMENTUM);
        this.optimizer = new SGD(parameters.parameters(), options);
    }

    @Override
    public void run() {
        try (PointerScope _ = new PointerScope()) {
            optimizer.zero_grad();
            cross_entropy(logits.apply(inputs), labels).backward();
            optimizer.step();
        }
    }

    /** The mean loss over the batch as it is now. */
    float loss() {
        try (PointerScope _ = new PointerScope()) {
            return cross_entropy(logits.apply(inputs), labels).item_float();
        }
    }
}
