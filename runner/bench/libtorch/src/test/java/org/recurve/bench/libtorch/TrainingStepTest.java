package org.recurve.bench.libtorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.bench.workload.NetLayer;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;

class TrainingStepTest {
    static Stream<NetStep> steps() {
        return NetSteps.all(_ -> true).stream().filter(step -> step.pass() == NetStep.Pass.MOMENTUM);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theNetworksAreThoseDescribed(NetStep step) {
        long values = 0;
        TensorVector parameters = new NetModule(step.net()).parameters();
        for (long i = 0; i < parameters.size(); i++) {
            values += parameters.get(i).numel();
        }
        assertEquals(step.net().parameters() + secondBiases(step.net().layers()), values);
    }

    /** The library's cells have two biases for each gate, of which one would do. */
    private static long secondBiases(List<NetLayer> layers) {
        return layers.stream()
                .mapToLong(layer -> layer instanceof NetLayer.Recurrent recurrent
                        ? (long) recurrent.cell().gates() * recurrent.units() * recurrent.directions()
                        : 0)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conv-step",
                "separable-step",
                "text-step",
                "lstm-step",
                "lstm-by-hand-step",
                "gru-step",
                "rnn-step"
            })
    void theNetworksLearnTheirBatch(String what) {
        TrainingStep training = Libtorch.training(
                steps().filter(step -> step.what().equals(what)).findFirst().orElseThrow());
        float before = training.loss();
        for (int i = 0; i < 100; i++) {
            training.run();
        }
        assertTrue(training.loss() < 0.97 * before, () -> before + " to " + training.loss());
    }
}
