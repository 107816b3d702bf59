package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class TrainedSubsamplingTest {
    private static TrainedSubsampling.Config config(int size, float... coefficients) {
        return new TrainedSubsampling.Config(new Extents(List.of(size)), Forward.given(coefficients));
    }

    private static Forward subsample(Shape input, int size, float... coefficients) {
        return Forward.of(new TrainedSubsampling(), config(size, coefficients), input);
    }

    @Test
    void scalesTheMeanOfEachWindowByChannel() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4, -5, -6, -7, -8};
        assertArrayEquals(
                new float[] {3.5f, 5.5f, -7, -11},
                subsample(Shape.of(2, 2, 4), 2, 1, 2).run(x));
    }

    @Test
    void leavesOutWhatFillsNoWindow() {
        assertArrayEquals(new float[] {2}, subsample(Shape.of(1, 5), 3, 1).run(1, 2, 3, 40, 50));
    }

    /** LeNet-5's S2 and S4 (LeCun et al. 1998): 12 and 32 trainable parameters, 5,880 and 2,000 connections. */
    @Test
    void countsAsLenetDoes() {
        LayerSummary s2 = summary(Shape.of(6, 28, 28), new float[6]);
        assertEquals("6×14×14", s2.output());
        assertEquals(12, s2.parameters());
        assertEquals(5_880, s2.links());
        LayerSummary s4 = summary(Shape.of(16, 10, 10), new float[16]);
        assertEquals(32, s4.parameters());
        assertEquals(2_000, s4.links());
    }

    private static LayerSummary summary(Shape input, float[] coefficients) {
        return ModelSummary.of(subsample(input, 2, coefficients).program()).getFirst();
    }

    @Test
    void refusesWhatHasNoChannelsAndExtents() {
        assertThrows(InvalidSetting.class, () -> subsample(Shape.of(4), 2, 1).program());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.layer(new TrainedSubsampling(), config(2, 1, -0.5f, 2), 3, 4, 5)
                .tests();
    }
}
