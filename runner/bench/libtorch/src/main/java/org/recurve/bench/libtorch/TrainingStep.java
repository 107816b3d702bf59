package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.cross_entropy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.recurve.bench.workload.NetStep;

/** Forward, loss, backward and update on one resident batch; everything made on the way is freed at its end. */
final class TrainingStep implements Runnable {
    private final NetModule net;
    private final Tensor inputs;
    private final Tensor labels;
    private final Optimizer optimizer;

    TrainingStep(NetModule net, Optimizer optimizer, Tensor inputs, Tensor labels) {
        this.net = net;
        this.inputs = inputs;
        this.labels = labels;
        this.optimizer = optimizer;
    }

    static Optimizer momentum(NetModule net) {
        SGDOptions options = new SGDOptions(NetStep.RATE);
        options.momentum().put(NetStep.MOMENTUM);
        return new SGD(net.parameters(), options);
    }

    static Optimizer adam(NetModule net) {
        return new Adam(net.parameters(), new AdamOptions(NetStep.RATE));
    }

    @Override
    public void run() {
        try (PointerScope _ = new PointerScope()) {
            optimizer.zero_grad();
            meanLoss().backward();
            optimizer.step();
        }
    }

    /** The mean loss over the batch as it is now. */
    float loss() {
        try (PointerScope _ = new PointerScope()) {
            return meanLoss().item_float();
        }
    }

    private Tensor meanLoss() {
        Tensor logits = net.logits(inputs);
        return cross_entropy(logits.dim() == 2 ? logits : logits.flatten(0, 1), labels);
    }
}
