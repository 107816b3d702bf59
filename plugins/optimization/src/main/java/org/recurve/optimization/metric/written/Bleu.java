package org.recurve.optimization.metric.written;

import java.util.List;
import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * BLEU of a whole split, from 0 to 1: {@code BP · exp(Σₙ log pₙ / N)}, where {@code pₙ} is the share of the written runs of n symbols
 * that stand in what is wanted, and BP the penalty for writing less than that (Papineni et al. 2002). Symbols are those of the data
 * set, so that the number is sacreBLEU's for texts cut in the same way, divided by 100.
 *
 * <p>Where no run of n symbols matches, {@code exp} smoothing counts half a match, for the next such n a quarter, and so on, as
 * sacreBLEU does; {@code none} makes the whole 0, as the paper does.
 */
@Plugin(
        id = "bleu",
        version = 1,
        summary = "brevity penalty times the geometric mean of the precisions of 1 to n symbols")
public final class Bleu implements Metric<Bleu.Config> {
    private static final int USUAL = 4;

    /** Says what is done where no run of a length matches. */
    public enum Smoothing {
        EXP,
        NONE
    }

    /** The settings. */
    public record Config(
            @Doc(Written.SEARCH) @Main Optional<String> search,

            @Doc("the longest runs of symbols that are compared; 4 if left out") @Min(1) @Max(16)
            Optional<Integer> n,

            @Doc("what is done where no run of a length matches: exp or none; exp if left out")
            Optional<Smoothing> smoothing) {
        private int most() {
            return n.orElse(USUAL);
        }
    }

    @Override
    public Optional<String> recorded(Config config) {
        return Optional.of(config.search().orElse(Written.GREEDY));
    }

    @Override
    public Accumulator accumulator(Config config) {
        return new CorpusScore(config, -1);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new CorpusScore(config, Written.end(prediction));
    }

    @Override
    public void check(Config config, Prediction prediction) {
        Written.check("bleu", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    private static final class CorpusScore implements Accumulator {
        private final Config config;
        private final int end;
        private final NgramCounts counts;
        private boolean empty = true;

        CorpusScore(Config config, int end) {
            this.config = config;
            this.end = end;
            this.counts = new NgramCounts(config.most());
        }

        @Override
        public void add(Sample sample) {
            Written written = Written.of(sample, end);
            counts.add(written.got(), List.of(written.wanted()));
            empty = false;
        }

        @Override
        public double value() {
            return empty
                    ? Double.NaN
                    : score(counts, config.most(), config.smoothing().orElse(Smoothing.EXP));
        }
    }

    /** Returns the score of what was counted; a length of which the candidates have no run makes it 0. */
    static double score(NgramCounts counts, int most, Smoothing smoothing) {
        double logs = 0;
        double halved = 1;
        boolean any = false;
        for (int n = 1; n <= most; n++) {
            double matches = counts.matches(n);
            any |= matches > 0;
            if (matches == 0 && smoothing == Smoothing.EXP) {
                halved /= 2;
                matches = halved;
            }
            if (matches == 0 || counts.total(n) == 0) {
                return 0;
            }
            logs += StrictMath.log(matches / counts.total(n));
        }
        return any ? counts.brevityPenalty() * StrictMath.exp(logs / most) : 0;
    }
}
