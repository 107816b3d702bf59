package org.recurve.bench.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.LeNet;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;

class NetworksTest {
    private static final int BATCH = 16;

    @Test
    void theConvolutionalNetworkIsTheOneDescribed() {
        assertEquals(431_080, Networks.of(LeNet.net()).numParams());
    }

    @Test
    void theUnsharedLayerIsTheOneDescribed() {
        long outputs = 8 * 8 * LayerPasses.FILTERS;
        assertEquals(outputs * 25 * 20 + 2 * (outputs + 1), Networks.unshared().numParams());
    }

    @Test
    void theConvolutionalNetworkLearnsItsBatch() {
        assertLearns(Networks.of(LeNet.net()), Nd4j.randn(BATCH, 1, LeNet.IMAGE, LeNet.IMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm-step", "rnn-step"})
    void theRecurrentNetworksLearnTheirBatch(String what) {
        NetStep work = NetSteps.all(Networks::has).stream()
                .filter(step -> step.what().equals(what))
                .findFirst()
                .orElseThrow();
        assertLearns(Networks.of(work.net()), Nd4j.randn(BATCH, 32, 50));
    }

    private static void assertLearns(MultiLayerNetwork network, INDArray inputs) {
        INDArray labels = Dl4j.labels(BATCH, LeNet.CLASSES);
        network.fit(inputs, labels);
        double before = network.score();
        for (int i = 0; i < 100; i++) {
            network.fit(inputs, labels);
        }
        assertTrue(network.score() < 0.9 * before, () -> before + " to " + network.score());
    }
}
