package org.recurve.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;

/** Events as they could happen, from a seed. */
public final class Sample {
    private static final double[] AWKWARD = {
        0.0,
        -0.0,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8_0000_0000_0123L),
        Double.POSITIVE_INFINITY,
        Double.MIN_VALUE,
        0.1
    };

    private final Random random;

    public Sample(long seed) {
        this.random = new Random(seed);
    }

    public static String trial(int number) {
        return "sha256:" + "%064x".formatted(0xabcdef00L + number);
    }

    public static Event.StudyStarted study(String name, Event.TrialPlan... trials) {
        return study(name, Instant.parse("2026-11-21T10:00:00Z"), trials);
    }

    public static Event.StudyStarted study(String name, Instant at, Event.TrialPlan... trials) {
        return new Event.StudyStarted(name, "Why " + name + "?", "study: " + name + "\n", List.of(trials), "{}", at);
    }

    public static Event.TrialPlan plan(int trial, String variant, long seed) {
        return new Event.TrialPlan(trial(trial), variant, "", seed);
    }

    public Event.TrialStarted started(int trial, String study, String variant, long seed) {
        return new Event.TrialStarted(
                trial(trial),
                study,
                variant,
                "",
                seed,
                "{\"ä\": \"✓\"}",
                new Provenance("0.1", 1, Map.of("conv", "conv@1"), "sha256:d", Map.of("cpu", line(), "jdk", "25")),
                List.of(new Event.LayerSummary("conv1", "conv", "8×24×24", 208, 115_200, random.nextLong() >>> 11)),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
    }

    public Event.StepDone step(int trial, long step, String... watched) {
        Map<String, Double> values = new TreeMap<>();
        for (String name : watched) {
            values.put(name, number());
        }
        float loss = random.nextInt(5) == 0 ? (float) number() : random.nextFloat();
        return new Event.StepDone(trial(trial), step, (int) (step / 100), 64, loss, number(), values);
    }

    public Event.EpochDone epoch(int trial, int epoch) {
        return new Event.EpochDone(
                trial(trial),
                epoch,
                100L * (epoch + 1),
                Map.of("validation.loss", number(), "validation.accuracy", random.nextDouble()),
                "sha256:" + Long.toHexString(random.nextLong()),
                Duration.ofNanos(random.nextLong()));
    }

    public Event.TrialEnded ended(int trial, Event.Status status) {
        return new Event.TrialEnded(
                trial(trial),
                status,
                status == Event.Status.FINISHED ? "" : text(),
                3,
                Map.of("test.accuracy", number()),
                "sha256:e",
                Duration.ofMillis(random.nextInt(100_000)),
                Instant.ofEpochSecond(random.nextInt()));
    }

    /** One event of every kind and every artifact, in an order that could happen. */
    public List<Event> everyKind(int trial) {
        List<Event> all = new ArrayList<>();
        all.add(study("s", plan(trial, "baseline", 0), new Event.TrialPlan(trial(9), "v", "task", Long.MIN_VALUE)));
        all.add(started(trial, "s", "baseline", 0));
        all.add(step(trial, 0));
        all.add(step(trial, 1, "learning-rate", "λ"));
        all.add(step(trial, Long.MAX_VALUE, "learning-rate"));
        all.add(epoch(trial, 0));
        all.add(new Event.Checkpointed(trial(trial), 100, 1, "checkpoints/last.checkpoint", "sha256:c"));
        artifacts().forEach(artifact -> all.add(new Event.Recorded(trial(trial), artifact.title(), 7, artifact)));
        all.add(new Event.Warned("conv1", text()));
        all.add(ended(trial, Event.Status.DIVERGED));
        all.add(new Event.StudyEnded("s", Map.of("a > b", true, "a >= 0.9", false), Duration.ofDays(3)));
        return all;
    }

    /** Writes a checkpoint after the trial's first step. */
    public static Event.Checkpointed checkpoint(EventRecorder recorder, int trial, String digest, byte[] content) {
        String id = trial(trial);
        return recorder.checkpoint(id, "last", 1, 0, digest, recorder.recorded(id), content);
    }

    public List<Artifact> artifacts() {
        double[] numbers = IntStream.range(0, 9).mapToDouble(i -> number()).toArray();
        return List.of(
                new Artifact.Curve("curve", "x", "y", numbers, numbers.clone()),
                new Artifact.Matrix("matrix", List.of("a", "b"), List.of(), new double[][] {numbers, {}}),
                new Artifact.ImageGrid(
                        "images", 1, 1, 2, List.of(new float[] {Float.NaN, -0f}, new float[0]), List.of("c")),
                new Artifact.Graph("graph", List.of("n", "m"), List.of(new Artifact.Edge(0, 1, "e"))),
                new Artifact.Confusion("confusion", List.of("a", "b"), new long[][] {{Long.MAX_VALUE, 0}, {-1, 3}}),
                new Artifact.Mistakes(
                        "mistakes",
                        List.of("a", "b"),
                        9,
                        new int[] {4, 8},
                        new int[] {0, 1},
                        new int[] {1, 0},
                        new int[] {8},
                        new Artifact.ImageGrid("", 1, 1, 1, List.of(new float[] {-0f}), List.of("example 8"))),
                new Artifact.Text("text", text()));
    }

    public double number() {
        return random.nextInt(3) == 0 ? AWKWARD[random.nextInt(AWKWARD.length)] : random.nextGaussian();
    }

    /** What a machine says of itself: a text in one line. */
    private String line() {
        return text().replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    private String text() {
        return random.ints(random.nextInt(20), 0x20, 0xD7FF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
