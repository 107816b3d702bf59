package org.recurve.optimization.metric.written;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A sequence that a model wrote, beside the one that was wanted, both without the end symbol and what stands behind it.
 *
 * @param got numbers of symbols
 * @param wanted numbers of symbols
 */
record Written(List<Integer> got, List<Integer> wanted) {
    /** Says which search's sequences are measured, as the settings of these metrics say. */
    static final String SEARCH = "which of a decoder's searches is measured: greedy or beam; or what a layer of yours"
            + " records under another name; greedy if left out";

    static final String GREEDY = "greedy";

    /** Returns the end symbol of targets; −1 if they have none. */
    static int end(Prediction prediction) {
        return prediction.target().classes().indexOf(Field.END);
    }

    /** @param end the end symbol; −1 if there is none */
    static Written of(Sample sample, int end) {
        int steps = sample.steps() < 0 ? sample.target().length : sample.steps();
        return new Written(symbols(sample.output(), sample.output().length, end), symbols(sample.target(), steps, end));
    }

    private static List<Integer> symbols(float[] numbers, int count, int end) {
        return IntStream.range(0, count)
                .mapToObj(i -> (int) numbers[i])
                .takeWhile(symbol -> symbol != end)
                .toList();
    }

    /** Refuses what are no sequences of symbols. */
    static void check(String metric, Prediction prediction) {
        if (prediction.output().rank() != 1
                || prediction.target().shape().rank() != 1
                || prediction.target().classes().isEmpty()) {
            throw new InvalidSetting(metric + " compares sequences of symbols, but what is recorded is of shape ["
                    + prediction.output() + "], and the target ["
                    + prediction.target().shape() + "] of "
                    + (prediction.target().classes().isEmpty() ? "numbers" : "classes")
                    + "; measure what a decoder writes of targets that are sequences of classes");
        }
    }
}
