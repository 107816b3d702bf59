package org.recurve.optimization.metric.written;

import java.util.List;
import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Counts how many symbols must be inserted, removed or replaced to make what is wanted of what a model wrote, the mean over the examples
 * (Levenshtein, <i>Binary codes capable of correcting deletions, insertions, and reversals</i>, 1966). Per symbol, it is the sum over
 * all examples divided by the number of wanted symbols: the word error rate, or of characters the character error rate.
 */
@Plugin(id = "edit-distance", version = 1, summary = "insertions, removals and replacements that make what is wanted")
public final class EditDistance implements Metric<EditDistance.Config> {
    /** Says what a sum of changes is divided by. */
    public enum Per {
        EXAMPLE,
        SYMBOL
    }

    /** The settings. */
    public record Config(
            @Doc(Written.SEARCH) @Main Optional<String> search,

            @Doc("what the sum of all changes is divided by: the examples, or the wanted symbols; example if left out")
            Optional<Per> per) {
        private boolean normalized() {
            return per.filter(Per.SYMBOL::equals).isPresent();
        }
    }

    @Override
    public Optional<String> recorded(Config config) {
        return Optional.of(config.search().orElse(Written.GREEDY));
    }

    @Override
    public Accumulator accumulator(Config config) {
        return new DistanceMean(config.normalized(), -1);
    }

    @Override
    public Accumulator accumulator(Config config, Prediction prediction) {
        return new DistanceMean(config.normalized(), Written.end(prediction));
    }

    @Override
    public void check(Config config, Prediction prediction) {
        Written.check("edit-distance", prediction);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    private static final class DistanceMean implements Accumulator {
        private final boolean normalized;
        private final int end;
        private long distance;
        private long count;

        DistanceMean(boolean normalized, int end) {
            this.normalized = normalized;
            this.end = end;
        }

        @Override
        public void add(Sample sample) {
            Written written = Written.of(sample, end);
            distance += distance(written.got(), written.wanted());
            count += normalized ? written.wanted().size() : 1;
        }

        @Override
        public double value() {
            return (double) distance / count;
        }
    }

    /** Returns the fewest changes by which one becomes the other, row by row of the table of their beginnings. */
    static int distance(List<Integer> from, List<Integer> to) {
        int[] above = new int[to.size() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.size(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.size()];
    }
}
