package org.recurve.bench.libtorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.RecurrentStep;
import org.recurve.bench.workload.RecurrentStep.Cell;

class TrainingStepTest {
    @Test
    void theConvolutionalNetworkIsTheOneDescribed() {
        long values = 0;
        TensorVector parameters = new LeNet().parameters();
        for (long i = 0; i < parameters.size(); i++) {
            values += parameters.get(i).numel();
        }
        assertEquals(431_080, values);
    }

    @Test
    void theConvolutionalNetworkLearnsItsBatch() {
        assertLearns(Libtorch.conv(new ConvStep("conv-step", 16)));
    }

    @ParameterizedTest
    @EnumSource
    void theRecurrentNetworksLearnTheirBatch(Cell cell) {
        assertLearns(Libtorch.recurrent(new RecurrentStep(cell, 50, 16, 32)));
    }

    private static void assertLearns(TrainingStep step) {
        float before = step.loss();
        for (int i = 0; i < 100; i++) {
            step.run();
        }
        assertTrue(step.loss() < 0.9 * before, () -> before + " to " + step.loss());
    }
}
