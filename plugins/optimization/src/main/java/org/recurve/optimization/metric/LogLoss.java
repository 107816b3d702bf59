package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The mean of {@code −log softmax(output)[target]} over all true steps of all examples, in double, whatever the loss of the training
 * is; of labels, that of {@code −log σ(output)} where one holds, and {@code −log (1 − σ(output))} where not.
 */
@Plugin(id = "log-loss", version = 1, summary = "the mean of -log softmax(output)[target]")
public final class LogLoss implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return accumulator(ClassScores::each);
    }

    @Override
    public Accumulator accumulator(NoConfig config, Prediction prediction) {
        return accumulator(ClassScores.reader(prediction));
    }

    private static Accumulator accumulator(ClassScores.AnswerReader reader) {
        return new RunningMean(reader, ClassScores::nats);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.checkEither("log-loss", prediction, Optional.empty());
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
