package org.recurve.bench.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.RecurrentStep;
import org.recurve.bench.workload.RecurrentStep.Cell;

class NetworksTest {
    private static final int BATCH = 16;

    @Test
    void theConvolutionalNetworkIsTheOneDescribed() {
        assertEquals(431_080, Networks.leNet().numParams());
    }

    @Test
    void theUnsharedLayerIsTheOneDescribed() {
        long outputs = 8 * 8 * LayerPasses.FILTERS;
        assertEquals(outputs * 25 * 20 + 2 * (outputs + 1), Networks.unshared().numParams());
    }

    @Test
    void theConvolutionalNetworkLearnsItsBatch() {
        assertLearns(Networks.leNet(), Nd4j.randn(BATCH, 1, ConvStep.IMAGE, ConvStep.IMAGE));
    }

    @ParameterizedTest
    @EnumSource(names = {"LSTM", "TANH"})
    void theRecurrentNetworksLearnTheirBatch(Cell cell) {
        RecurrentStep work = new RecurrentStep(cell, 50, BATCH, 32);
        assertLearns(Networks.sequence(work), Nd4j.randn(BATCH, work.input(), work.steps()));
    }

    private static void assertLearns(MultiLayerNetwork network, INDArray inputs) {
        INDArray labels = Dl4j.labels(BATCH, ConvStep.CLASSES);
        network.fit(inputs, labels);
        double before = network.score();
        for (int i = 0; i < 100; i++) {
            network.fit(inputs, labels);
        }
        assertTrue(network.score() < 0.9 * before, () -> before + " to " + network.score());
    }
}
