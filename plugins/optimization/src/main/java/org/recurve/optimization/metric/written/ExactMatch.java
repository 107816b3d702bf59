package org.recurve.optimization.metric.written;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** The share of sequences that a model writes as they are wanted, every symbol and the length. */
@Plugin(id = "exact-match", version = 1, summary = "the share of sequences that are written without a mistake")
public final class ExactMatch implements Metric<ExactMatch.Config> {
    /** The settings. */
    public record Config(@Doc(Written.SEARCH) @Main Optional<String> search) {}

    @Override
    public Optional<String> recorded(Config config) {
        return Optional.of(config.search().orElse(Written.GREEDY));
    }

    @Override
    public Accumulator accumulator(Config config) {
        return new MatchShare(-1);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new MatchShare(Written.end(prediction));
    }

    @Override
    public void check(Config config, Prediction prediction) {
        Written.check("exact-match", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    private static final class MatchShare implements Accumulator {
        private final int end;
        private long right;
        private long count;

        MatchShare(int end) {
            this.end = end;
        }

        @Override
        public void add(Sample sample) {
            Written written = Written.of(sample, end);
            right += written.got().equals(written.wanted()) ? 1 : 0;
            count++;
        }

        @Override
        public double value() {
            return (double) right / count;
        }
    }
}
