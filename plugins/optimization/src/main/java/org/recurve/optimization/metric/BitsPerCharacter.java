package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The mean of {@code −log₂ softmax(output)[target]} over all true steps of all examples, in double: how many bits a
 * coder would need for a character (Graves, <i>Generating Sequences With Recurrent Neural Networks</i>, 2013).
 *
 * <p>Output [steps, classes] of logits with one class index a step, or [classes] with one.
 */
@Plugin(id = "bits-per-character", version = 1, summary = "the mean of -log2 softmax(output)[target] over steps")
public final class BitsPerCharacter implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new RunningMean(scores -> scores.nats() / StrictMath.log(2));
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("bits-per-character", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
