package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;

class VanishingGradientTest {
    @Test
    void theModelMayUseTheGradientThatReachesItsStates() {
        Transcript transcript = new Transcript(true, Map.of(Field.TARGET, Transcript.value("target", 1)));
        new HeldUp().forward(new HeldUp.Config(4, 1, 0.1), transcript.scope(), Transcript.value("x", 9, 2));
        List<String> effects = transcript.effects();
        assertEquals(1, effects.size());
        assertTrue(effects.getFirst().startsWith("penalty(omega, d"));
        assertTrue(effects.getFirst().contains("/dh.square().sum([1]).sqrt().slice(0, 0, 8)"));
    }
}
