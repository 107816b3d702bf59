package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;

class CarriedStateTest {
    @Test
    void beginsWithWhatTheLastChunkLeftAndLeavesItsOwn() {
        Transcript transcript = new Transcript(true, Map.of());
        Value y = new Chunked().forward(new Chunked.Config(4), transcript.scope(), Transcript.value("x", 20, 3));
        assertEquals(Shape.of(20, 4), y.shape());
        assertTrue(y.toString().contains("linear(W, h, 4"));
        List<String> effects = transcript.effects();
        assertEquals(1, effects.size());
        assertTrue(effects.getFirst().startsWith("carry(h, linear(W, h, 4"));
    }
}
