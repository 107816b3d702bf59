package org.recurve.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.recurve.bench.workload.RecurrentStep.Cell;

class WorkTest {
    @Test
    void countsTheProductsOfAConvolutionalStep() {
        double forward = 576_000 + 3_200_000 + 800_000 + 10_000;
        assertEquals(16 * (3 * forward - 576_000), new ConvStep("conv-step", 16).flops());
    }

    @Test
    void countsTheProductsOfALayersPasses() {
        assertEquals(64 * 3 * 3_200_000.0, LayerPasses.unshared().flops());
    }

    @Test
    void countsTheProductsOfARecurrentStep() {
        double forward = 50 * 2.0 * 512 * (32 + 128) + 2.0 * 128 * 10;
        double inputGradient = 50 * 2.0 * 512 * 32;
        assertEquals(64 * (3 * forward - inputGradient), new RecurrentStep(Cell.LSTM, 50, 64, 32).flops());
    }
}
