package org.recurve.bench.recurve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** What recording, checkpoints and the beginning and ending of trials take, each beside the most that is good enough. */
public final class Overheads {
    private static final double MICROSECOND = 1e-6;
    private static final double MILLISECOND = 1e-3;

    private Overheads() {}

    /**
     * A time or a ratio.
     *
     * @param unit in seconds, where it is a time
     * @param demanded such as {@code <= 20}
     */
    private record Overhead(String what, double unit, String demanded, DoubleSupplier measured) {
        String row() {
            return String.format(Locale.ROOT, "%s\t%.4g\t%s", what, measured.getAsDouble() / unit, demanded);
        }
    }

    private static List<Overhead> all() {
        return List.of(
                new Overhead("recorded-number-us", MICROSECOND, "<= 1", Recording::ofANumber),
                new Overhead("recorded-step-of-lenet-share", 1, "<= 0.01", Recording::shareOfAStep),
                new Overhead("checkpoint-of-a-million-ms", MILLISECOND, "<= 50", Recording::ofACheckpoint),
                new Overhead(
                        "held-up-by-a-checkpoint-ms", MILLISECOND, "<= held-up-by-a-copy-ms", HeldUp::byACheckpoint),
                new Overhead("held-up-by-a-copy-ms", MILLISECOND, "", HeldUp::byACopy),
                new Overhead("resuming-a-million-s", 1, "<= 1", Resuming::more),
                new Overhead("first-step-of-a-new-trial-s", 1, "", Resuming::ofANewTrial),
                new Overhead("first-step-of-a-resumed-trial-s", 1, "", Resuming::ofAKilledTrial),
                new Overhead("empty-trials-10000-s", 1, "<= 20", StudyTimes::ofEmptyTrials),
                new Overhead("side-by-side-2-throughput", 1, ">= 1.8", StudyTimes::ofTwoSideBySide));
    }

    /** @param only beginnings of the names of what is to be measured; all if there are none */
    public static void main(String[] only) {
        System.out.println("what\tmeasured\tdemanded");
        all().stream()
                .filter(one -> only.length == 0 || Arrays.stream(only).anyMatch(one.what()::startsWith))
                .forEach(one -> System.out.println(one.row()));
    }
}
