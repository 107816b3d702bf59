package org.recurve.bench.recurve;

import java.util.Locale;
import java.util.function.Supplier;
import org.recurve.bench.measure.Stopwatch;

/**
 * What a part of training takes, against something that is there anyway.
 *
 * @param part builds the action that is judged; called just before it is timed
 * @param whole builds what it is measured by
 * @param times how many of {@code whole} make up what it is measured by
 * @param atMost the largest quotient that is good enough
 */
record Share(String what, Supplier<Runnable> part, Supplier<Runnable> whole, int times, double atMost) {
    static final String HEADER = "what\tpart_ms\twhole_ms\tquotient\tat_most";

    /** Both are timed by turns, and the fastest turn of each counts: whatever disturbs a turn only makes it slower. */
    String measured(Stopwatch stopwatch, int turns) {
        Runnable judged = part.get();
        Runnable measure = whole.get();
        double one = Double.MAX_VALUE;
        double other = Double.MAX_VALUE;
        for (int turn = 0; turn < turns; turn++) {
            one = Math.min(one, stopwatch.time(judged).median());
            other = Math.min(other, stopwatch.time(measure).median() * times);
        }
        return String.format(Locale.ROOT, "%s\t%.4f\t%.4f\t%.4f\t%.2f", what, one, other, one / other, atMost);
    }
}
