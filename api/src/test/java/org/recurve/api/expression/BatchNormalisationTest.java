package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): the one layer in which examples meet, and state that no gradient moves.
 */
class BatchNormalisationTest {
    @Plugin(id = "batch-normalisation", summary = "gain (x - mean) / sqrt(variance + epsilon) + bias, by channel")
    public static final class BatchNormalisation implements Layer<BatchNormalisation.Config> {
        public record Config(double epsilon, double keep) {}

        @Override
        public Value forward(Config c, Scope s, Value x) {
            int channels = x.shape().dim(0);
            int[] positions = IntStream.range(1, x.shape().rank()).toArray();
            int[] perChannel = IntStream.range(0, x.shape().rank())
                    .map(axis -> axis == 0 ? channels : 1)
                    .toArray();
            Value mean = s.buffer("mean", 0, channels);
            Value variance = s.buffer("variance", 1, channels);
            if (s.training()) {
                Value batch = x.mean(positions).batchMean();
                Value spread = x.minus(batch.reshape(perChannel))
                        .square()
                        .mean(positions)
                        .batchMean();
                s.update("mean", mean.times(c.keep()).plus(batch.times(1 - c.keep())));
                s.update("variance", variance.times(c.keep()).plus(spread.times(1 - c.keep())));
                mean = batch;
                variance = spread;
            }
            return x.minus(mean.reshape(perChannel))
                    .dividedBy(variance.plus(c.epsilon()).sqrt().reshape(perChannel))
                    .times(s.bias("gain", channels).plus(1).reshape(perChannel))
                    .plus(s.bias("b", channels).reshape(perChannel));
        }
    }

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
