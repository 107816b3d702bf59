package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.GraphValues;

/** Declarations of buffers. */
class TracedBuffersTest {
    private final GraphValues values = new GraphValues();
    private final TracedBuffers buffers = values.context().buffers();

    @Test
    void aBufferIsDeclaredOnceWithItsShape() {
        TracedValue mean = buffers.declare("mean", Shape.of(2), 0.5);
        assertTrue(mean.shared());
        assertEquals(Map.of("mean", new TracedBuffers.DeclaredBuffer(Shape.of(2), 0.5)), buffers.declared());
        assertEquals(mean.node(), buffers.declare("mean", Shape.of(2), 0.5).node());
        String message = assertThrows(InvalidSetting.class, () -> buffers.declare("mean", Shape.of(3), 0.5))
                .getMessage();
        assertTrue(message.contains("the buffer mean is declared twice"), message);
    }

    @Test
    void onlySharedValuesOfTheShapeUpdateIt() {
        buffers.declare("mean", Shape.of(2), 0);
        TracedValue x = values.value("x", Shape.of(2), new double[] {1, 2});
        buffers.update("mean", x.batchMean());
        assertEquals(
                Map.of("mean", values.context().node(x.batchMean())).keySet(),
                buffers.updates().keySet());
        assertThrows(InvalidSetting.class, () -> buffers.update("mean", x), "each example has its own");
        assertThrows(
                InvalidSetting.class, () -> buffers.update("mean", x.batchMean().sum(0)));
        assertThrows(InvalidSetting.class, () -> buffers.update("variance", x.batchMean()));
    }
}
