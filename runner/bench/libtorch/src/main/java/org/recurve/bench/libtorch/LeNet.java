package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.recurve.bench.workload.ConvStep;

/** The network of {@link ConvStep}. */
final class LeNet extends Module {
    private final Conv2dImpl conv1 = register_module("conv1", conv(1, ConvStep.FILTERS1));
    private final Conv2dImpl conv2 = register_module("conv2", conv(ConvStep.FILTERS1, ConvStep.FILTERS2));
    private final LinearImpl dense1 = register_module("dense1", new LinearImpl(ConvStep.FLAT, ConvStep.HIDDEN));
    private final LinearImpl dense2 = register_module("dense2", new LinearImpl(ConvStep.HIDDEN, ConvStep.CLASSES));

    Tensor logits(Tensor images) {
        Tensor x = max_pool2d(relu(conv1.forward(images)), ConvStep.POOL, ConvStep.POOL);
        x = max_pool2d(relu(conv2.forward(x)), ConvStep.POOL, ConvStep.POOL);
        return dense2.forward(relu(dense1.forward(x.flatten(1, -1))));
    }

    private static Conv2dImpl conv(int from, int to) {
        return new Conv2dImpl(from, to, new LongPointer(ConvStep.KERNEL, ConvStep.KERNEL));
    }
}
