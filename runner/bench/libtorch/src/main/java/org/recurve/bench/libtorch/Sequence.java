package org.recurve.bench.libtorch;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.Tensor;
import org.recurve.bench.work.RecurrentStep;
import org.recurve.bench.work.RecurrentStep.Cell;

/** The network of {@link RecurrentStep}. */
final class Sequence extends Module {
    private final UnaryOperator<Tensor> states;
    private final LinearImpl dense =
            register_module("dense", new LinearImpl(RecurrentStep.UNITS, RecurrentStep.CLASSES));

    Sequence(Cell cell) {
        states = switch (cell) {
            case LSTM -> lstm();
            case TANH -> tanh();
        };
    }

    /** Of sequences laid out (step, example, feature), the library's own order. */
    Tensor logits(Tensor sequences) {
        return dense.forward(states.apply(sequences).select(0, RecurrentStep.STEPS - 1));
    }

    private UnaryOperator<Tensor> lstm() {
        LSTMImpl lstm = register_module("cell", new LSTMImpl(RecurrentStep.INPUT, RecurrentStep.UNITS));
        return x -> lstm.forward(x).get0();
    }

    private UnaryOperator<Tensor> tanh() {
        RNNImpl rnn = register_module("cell", new RNNImpl(RecurrentStep.INPUT, RecurrentStep.UNITS));
        return x -> rnn.forward(x).get0();
    }
}
