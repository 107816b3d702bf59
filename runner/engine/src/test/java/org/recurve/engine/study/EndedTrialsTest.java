package org.recurve.engine.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.engine.study.ParallelRunner.StudyEnds;
import org.recurve.engine.study.StudyResult.TrialEnd;

class EndedTrialsTest {
    /** Bytes of memory that a trial may cost while its study runs beside its place in a table; its end, kept as objects, took some 700. */
    private static final int PER_TRIAL = 64;

    private static TrialEnded end(String identity, Map<String, Double> metrics, String reason) {
        return new TrialEnded(
                identity,
                Status.DIVERGED,
                reason,
                7,
                metrics,
                "sha256:" + "d".repeat(64),
                Duration.ofSeconds(3, 999_999_999),
                Instant.ofEpochSecond(-5, 1));
    }

    private static TrialEnded end(int number) {
        Map<String, Double> metrics = IntStream.range(0, 10)
                .boxed()
                .collect(Collectors.toMap(metric -> "test.metric-" + metric, metric -> number + metric / 16.0));
        return end(identity(number), metrics, "");
    }

    private static String identity(int number) {
        return "sha256:%064x".formatted(0x9e3779b97f4a7c15L * number); // the first digits of all are zeros
    }

    @Test
    void whatIsKeptComesBackToTheBit() {
        double awkward = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        TrialEnded kept = end(identity(1), Map.of("ü.λ", -0.0, "nan", awkward), "why\n".repeat(50_000));
        try (EndedTrials ended = new EndedTrials()) {
            ended.put(kept);
            TrialEnded back = ended.get(identity(1)).orElseThrow();
            assertEquals(kept, back);
            assertEquals(
                    0x7ff8_0000_dead_beefL,
                    Double.doubleToRawLongBits(back.metrics().get("nan")));
            assertEquals(
                    Long.MIN_VALUE, Double.doubleToRawLongBits(back.metrics().get("ü.λ")));
        }
    }

    /** These identities have their first digits in common, so each is told from the others by the rest. */
    @Test
    void everyTrialHasItsLastEnd() {
        try (EndedTrials ended = new EndedTrials()) {
            for (int i = 0; i < 300; i++) {
                ended.put(end(i));
            }
            ended.put(end(identity(17), Map.of(), "again"));
            assertEquals("again", ended.get(identity(17)).orElseThrow().reason());
            IntStream.range(0, 300)
                    .filter(i -> i != 17)
                    .forEach(i -> assertEquals(end(i), ended.get(identity(i)).orElseThrow()));
            assertEquals(Optional.empty(), ended.get(identity(300)));
        }
    }

    @Test
    void memoryDoesNotGrowWithTheTrialsOfARun() {
        // The table is as long for both, since collectors round long arrays up to whole regions.
        int few = 17_000;
        int many = 32_000;
        long[] used = new long[3];
        try (EndedTrials ended = new EndedTrials()) {
            StudyEnds ends = ParallelRunner.run(many, 1, EndedTrialsTest::plan, (trial, cancelled) -> {
                if (trial == few) {
                    used[0] = used();
                } else if (trial == many - 1) {
                    used[1] = used();
                }
                TrialEnded end = of(trial);
                ended.put(end);
                return Optional.of(new TrialEnd(plan(trial), end, false));
            });
            used[2] = used(); // with all that the run came to, as its summary asks for it
            assertEquals(many, ends.ended().size());
            assertTrue(ends.whole());
            assertEquals(new TrialEnd(plan(few), of(few), false), ends.ended().get(few));
        }
        for (long after : new long[] {used[1], used[2]}) {
            long perTrial = (after - used[0]) / (many - 1 - few);
            assertTrue(perTrial < PER_TRIAL, perTrial + " bytes a trial");
        }
    }

    private static TrialEnded of(int trial) {
        return end("sha256:%016x".formatted(0x9e3779b97f4a7c15L * trial) + "0".repeat(48));
    }

    private static TrialEnded end(String identity) {
        return end(identity, end(3).metrics(), "");
    }

    private static TrialPlan plan(int trial) {
        return new TrialPlan(identity(trial), "v" + trial, "", trial);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** What a run came to says whether each trial was run or found, in the order of the study, without those that never began. */
    @Test
    void endsAreInTheOrderOfTheStudy() {
        var ends = ParallelRunner.run(
                6,
                3,
                EndedTrialsTest::plan,
                (trial, cancelled) -> trial == 4
                        ? Optional.empty()
                        : Optional.of(new TrialEnd(plan(trial), end(trial), trial % 2 == 0)));
        assertEquals(
                IntStream.of(0, 1, 2, 3, 5)
                        .mapToObj(trial -> new TrialEnd(plan(trial), end(trial), trial % 2 == 0))
                        .toList(),
                ends.ended());
        assertFalse(ends.whole());
    }
}
