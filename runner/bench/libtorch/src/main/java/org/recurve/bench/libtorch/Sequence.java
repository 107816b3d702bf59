package org.recurve.bench.libtorch;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.Tensor;
import org.recurve.bench.workload.RecurrentStep;

/** The network of {@link RecurrentStep}. */
final class Sequence extends Module {
    private final RecurrentStep work;
    private final UnaryOperator<Tensor> last;
    private final LinearImpl dense =
            register_module("dense", new LinearImpl(RecurrentStep.UNITS, RecurrentStep.CLASSES));

    Sequence(RecurrentStep work) {
        this.work = work;
        last = switch (work.cell()) {
            case LSTM -> lstm();
            case LSTM_BY_HAND -> register_module("cell", new LstmByHand(work))::last;
            case TANH -> tanh();
        };
    }

    /** Of sequences laid out (step, example, feature), the library's own order. */
    Tensor logits(Tensor sequences) {
        return dense.forward(last.apply(sequences));
    }

    private UnaryOperator<Tensor> lstm() {
        LSTMImpl lstm = register_module("cell", new LSTMImpl(work.input(), RecurrentStep.UNITS));
        return x -> lstm.forward(x).get0().select(0, work.steps() - 1);
    }

    private UnaryOperator<Tensor> tanh() {
        RNNImpl rnn = register_module("cell", new RNNImpl(work.input(), RecurrentStep.UNITS));
        return x -> rnn.forward(x).get0().select(0, work.steps() - 1);
    }
}
