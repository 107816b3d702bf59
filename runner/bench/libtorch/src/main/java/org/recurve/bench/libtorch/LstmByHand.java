package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.recurve.bench.workload.RecurrentStep;

/** An LSTM as one writes it who wants to change it: the gates' products side by side, those of the input for all steps. */
final class LstmByHand extends Module {
    private final RecurrentStep work;
    private final LinearImpl driven;
    private final LinearImpl recurrent;

    LstmByHand(RecurrentStep work) {
        this.work = work;
        driven = register_module("driven", new LinearImpl(work.input(), 4L * RecurrentStep.UNITS));
        recurrent = register_module("recurrent", new LinearImpl(RecurrentStep.UNITS, 4L * RecurrentStep.UNITS));
    }

    /** The last state's output, of sequences (step, example, feature). */
    Tensor last(Tensor sequences) {
        Tensor inputs = driven.forward(sequences);
        Tensor h = zeros(work.batch(), RecurrentStep.UNITS);
        Tensor c = zeros(work.batch(), RecurrentStep.UNITS);
        for (int step = 0; step < work.steps(); step++) {
            TensorVector gates =
                    inputs.select(0, step).add(recurrent.forward(h)).chunk(4, 1);
            Tensor i = gates.get(0).sigmoid();
            Tensor f = gates.get(1).sigmoid();
            Tensor z = gates.get(2).tanh();
            Tensor o = gates.get(3).sigmoid();
            c = f.mul(c).add(i.mul(z));
            h = o.mul(c.tanh());
        }
        return h;
    }
}
