package org.recurve.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTest {
    @Test
    void countsTheProductsOfAConvolutionalStep() {
        double forward = 576_000 + 3_200_000 + 800_000 + 10_000;
        assertEquals(16 * (3 * forward - 576_000), step("conv-step", "16").flops());
    }

    @Test
    void countsTheProductsOfALayersPasses() {
        assertEquals(64 * 3 * 3_200_000.0, LayerPasses.unshared().flops());
    }

    @Test
    void countsTheProductsOfARecurrentStep() {
        double forward = 50 * 2.0 * 512 * (32 + 128) + 2.0 * 128 * 10;
        double inputGradient = 50 * 2.0 * 512 * 32;
        assertEquals(
                32 * (3 * forward - inputGradient),
                step("lstm-step", "50x32x128").flops());
    }

    /** By hand: weights and biases of each layer. */
    @ParameterizedTest
    @CsvSource({
        "conv-step, 16, 431080",
        "vgg-step, 32, 342090",
        "mlp-step, 64, 669706",
        "resnet-step, 32, 14922",
        "separable-step, 32, 3978",
        "text-step, 50, 1120902",
        "words-step, 35x20x200, 4330800"
    })
    void countsTheNumbersThatANetLearns(String what, String size, long parameters) {
        assertEquals(parameters, step(what, size).net().parameters());
    }

    @Test
    void anUpdateAndItsMemoryPassThroughMemory() {
        double forward = step("mlp-forward", "64").bytes();
        assertEquals(4 * (64.0 * (784 + 512 + 512 + 512 + 512 + 10) + 669_706), forward);
        double adam =
                step("mlp-adam-step", "64").bytes() - step("mlp-step", "64").bytes();
        assertEquals(4 * 2 * 669_706.0, adam);
    }

    private static NetStep step(String what, String size) {
        return NetSteps.all(_ -> true).stream()
                .filter(step -> step.what().equals(what) && step.size().equals(size))
                .findFirst()
                .orElseThrow();
    }
}
