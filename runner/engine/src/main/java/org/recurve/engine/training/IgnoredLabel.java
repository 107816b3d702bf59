package org.recurve.engine.training;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.recurve.api.measure.Sample;

/**
 * Leaves out the steps whose target is none, before any metric sees them.
 *
 * @param label the class index that stands for none; empty if every target counts
 */
public record IgnoredLabel(OptionalInt label) {
    /** Returns the example with the steps that count, one after another; empty if none does. */
    public Optional<Sample> of(Sample sample) {
        int targets = sample.target().length;
        if (label.isEmpty() || sample.output().length % targets != 0) {
            return Optional.of(sample);
        }
        int steps = sample.steps() < 0 ? targets : sample.steps();
        int[] kept = IntStream.range(0, steps)
                .filter(step -> sample.target()[step] != label.getAsInt())
                .toArray();
        if (kept.length == 0) {
            return Optional.empty();
        }
        if (kept.length == targets) {
            return Optional.of(sample);
        }
        int classes = sample.output().length / targets;
        float[] output = new float[sample.output().length];
        float[] target = new float[targets];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(sample.output(), kept[i] * classes, output, i * classes, classes);
            target[i] = sample.target()[kept[i]];
        }
        return Optional.of(new Sample(output, sample.shape(), target, kept.length));
    }
}
