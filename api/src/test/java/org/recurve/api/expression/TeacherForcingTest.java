package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;

class TeacherForcingTest {
    private static final OutputToHidden.Config CONFIG = new OutputToHidden.Config(4, 2);

    private static Value run(boolean training) {
        Scope scope = new Transcript(training, Map.of(Field.TARGET, Transcript.value("target", 7, 2))).scope();
        return new OutputToHidden().forward(CONFIG, scope, Transcript.value("x", 7, 3));
    }

    @Test
    void bothModesGiveOutputsOfAllSteps() {
        assertEquals(Shape.of(7, 2), run(true).shape());
        assertEquals(Shape.of(7, 2), run(false).shape());
    }

    @Test
    void trainingSeesTheTargetOfTheStepBefore() {
        assertTrue(run(true).toString().contains("target.pad(0, 1, 0).slice(0, 0, 7)"));
        assertFalse(run(false).toString().contains("target"));
    }
}
