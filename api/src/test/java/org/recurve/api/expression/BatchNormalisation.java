package org.recurve.api.expression;

import java.util.stream.IntStream;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): the one layer in which examples meet, and state that no gradient moves.
 */
@Plugin(id = "batch-normalisation", summary = "gain (x - mean) / sqrt(variance + epsilon) + bias, by channel")
public final class BatchNormalisation implements Layer<BatchNormalisation.Config> {
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
            Value spread =
                    x.minus(batch.reshape(perChannel)).square().mean(positions).batchMean();
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
