package org.recurve.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** An LSTM as one writes it who wants to change it: the gates' products side by side, those of the input for all steps. */
final class LstmByHand extends Module {
    private final int steps;
    private final int units;
    private final LinearImpl driven;
    private final LinearImpl recurrent;

    LstmByHand(int features, int steps, int units) {
        this.steps = steps;
        this.units = units;
        driven = register_module("driven", new LinearImpl(features, 4L * units));
        recurrent = register_module("recurrent", new LinearImpl(units, 4L * units));
    }

    /** The last state's output, of sequences (step, example, feature). */
    Tensor last(Tensor sequences) {
        Tensor inputs = driven.forward(sequences);
        Tensor h = zeros(sequences.size(1), units);
        Tensor c = zeros(sequences.size(1), units);
        for (int step = 0; step < steps; step++) {
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
