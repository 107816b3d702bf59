package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;

class BatchNormalisationTest {
    private final Value x = Transcript.value("x", 3, 5, 5);
    private final BatchNormalisation.Config config = new BatchNormalisation.Config(1e-5, 0.9);

    @Test
    void trainingUsesTheBatchAndMovesTheRunningStatistics() {
        Transcript transcript = new Transcript(true, Map.of());
        Value y = new BatchNormalisation().forward(config, transcript.scope(), x);
        assertEquals(Shape.of(3, 5, 5), y.shape());
        assertTrue(y.toString().contains("batchMean"));
        assertEquals(
                List.of("update(mean", "update(variance"),
                transcript.effects().stream()
                        .map(effect -> effect.split(",")[0])
                        .toList());
    }

    @Test
    void evaluationUsesTheRunningStatisticsAndLeavesThem() {
        Transcript transcript = new Transcript(false, Map.of());
        Value y = new BatchNormalisation().forward(config, transcript.scope(), x);
        assertFalse(y.toString().contains("batchMean"));
        assertTrue(transcript.effects().isEmpty());
    }
}
