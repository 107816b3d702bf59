package org.recurve.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.storage.EventRecorder;

/** Studies as they could have been run, made up from a seed. */
final class Studies {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    static final String FILE = """
            study: sharing-on-digits
            question: What do local connectivity and weight sharing buy on handwritten digits?
            data: {mnist: {train: 10000, validation: 2000}}
            model:
              - conv: {filters: 8, kernel: 5}
              - relu
              - pool: {by: max, size: 2}
              - dense: 10
            loss: cross-entropy
            seeds: 8
            """;

    private static final String ASKED = """
            "better": {"test.accuracy": "higher"}, "shares": ["test.accuracy"],
            "success": {"metric": "validation.accuracy", "sign": ">", "bound": 0.95},
            "published": [{"source": "Somebody 1989", "results": [
              {"metric": "test.accuracy", "of": "baseline", "value": 0.984},
              {"metric": "updates", "of": "baseline", "value": 1200}]}]}""";

    private final Random random = new Random(7);
    private final List<Variant> variants;
    private final int seeds;
    private final int epochs;
    private final String name;

    /** A variant's place on the page and how well it learns. */
    record Variant(String name, double accuracy, String sharing) {}

    Studies(String name, int seeds, int epochs, Variant... variants) {
        this.name = name;
        this.seeds = seeds;
        this.epochs = epochs;
        this.variants = List.of(variants);
    }

    /** A baseline, three ablations, eight seeds, five epochs. */
    static Studies digits() {
        return new Studies(
                "sharing-on-digits",
                8,
                5,
                new Variant("baseline", 0.9716, "shared"),
                new Variant("unshared", 0.9563, "unshared"),
                new Variant("tiled", 0.9709, "tiled"),
                new Variant("no-pool", 0.9748, "shared"));
    }

    /** So many points of a sweep over two settings, each with one seed. */
    static Studies sweep(int points, int epochs) {
        Variant[] variants = new Variant[points];
        for (int i = 0; i < points; i++) {
            String name = "baseline@filters=" + (4 + i % 25) + ",learning-rate=" + (1 + i / 25) / 1000.0;
            variants[i] = new Variant(name, 0.9 + 0.08 * i / points, "shared");
        }
        return new Studies("sweep", 1, epochs, variants);
    }

    /** So many variants with so many seeds. */
    static Studies wide(int count, int seeds, int epochs) {
        Variant[] variants = new Variant[count];
        for (int i = 0; i < count; i++) {
            variants[i] = new Variant("variant-" + i, 0.9 + 0.08 * i / count, "shared");
        }
        return new Studies("wide", seeds, epochs, variants);
    }

    static String id(int variant, long seed) {
        return hash(1000L * variant + seed);
    }

    /** Looks like a SHA-256, and is none. */
    private static String hash(long of) {
        long digits = 0x5851f42d4c957f2dL * (of + 1);
        return "sha256:" + "%016x".repeat(4).formatted(digits, ~digits, 3 * digits, 5 * digits);
    }

    String name() {
        return name;
    }

    /** Everything, finished. */
    void record(EventRecorder recorder) {
        start(recorder);
        for (int variant = 0; variant < variants.size(); variant++) {
            for (int seed = 0; seed < seeds; seed++) {
                trial(recorder, variant, seed, Event.Status.FINISHED);
            }
        }
        end(recorder);
    }

    void start(EventRecorder recorder) {
        start(recorder, "");
    }

    /** Starts with further questions, as JSON that ends in a comma. */
    void start(EventRecorder recorder, String asked) {
        start(recorder, START, asked);
    }

    void start(EventRecorder recorder, Instant at) {
        start(recorder, at, "");
    }

    private void start(EventRecorder recorder, Instant at, String asked) {
        List<Event.TrialPlan> plan = new ArrayList<>();
        for (int variant = 0; variant < variants.size(); variant++) {
            for (int seed = 0; seed < seeds; seed++) {
                plan.add(new Event.TrialPlan(
                        id(variant, seed), variants.get(variant).name(), "", seed));
            }
        }
        recorder.accept(new Event.StudyStarted(
                name,
                "What do local connectivity and weight sharing buy on handwritten digits?",
                FILE,
                plan,
                "{\"primary\": \"test.accuracy\", \"against\": \""
                        + variants.getFirst().name() + "\", \"margin\": 0.003," + asked + ASKED,
                at));
    }

    void end(EventRecorder recorder) {
        recorder.accept(new Event.StudyEnded(
                name,
                Map.of(
                        "test.accuracy of baseline >= 0.96",
                        true,
                        "test.accuracy of baseline > unshared",
                        true,
                        "test.accuracy of baseline > no-pool",
                        false),
                Duration.ofSeconds(83)));
    }

    void trial(EventRecorder recorder, int variant, long seed, Event.Status status) {
        Variant made = variants.get(variant);
        begin(recorder, variant, seed);
        double shift = 0.0016 * random.nextGaussian();
        long step = 0;
        double accuracy = 0;
        double loss = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int i = 0; i < 157; i++) {
                step++;
                double level = 2.3 / (1 + step / 25.0) + 0.06 + (1 - made.accuracy());
                boolean broken = status == Event.Status.DIVERGED && step == 300;
                float batch = broken ? Float.NaN : (float) (level * StrictMath.exp(0.25 * random.nextGaussian()));
                recorder.accept(new Event.StepDone(
                        id(variant, seed), step, epoch, 64, batch, 1.4 * batch + random.nextDouble(), Map.of()));
                if (broken) {
                    end(recorder, variant, seed, status, Map.of());
                    return;
                }
            }
            accuracy = made.accuracy() + shift - 0.11 / (epoch * epoch) + 0.001 * random.nextGaussian();
            loss = 0.09 + (1 - accuracy) * 2 + 0.004 * random.nextGaussian();
            recorder.accept(new Event.EpochDone(
                    id(variant, seed),
                    epoch,
                    step,
                    Map.of("validation.accuracy", accuracy, "validation.loss", loss, "train.loss", loss * 0.8),
                    hash(step),
                    Duration.ofMillis(900)));
        }
        pictures(recorder, variant, seed, step);
        Map<String, Double> metrics = Map.of(
                "test.accuracy",
                accuracy + 0.001,
                "test.loss",
                loss,
                "validation.accuracy",
                accuracy,
                "validation.loss",
                loss);
        end(recorder, variant, seed, status, metrics);
    }

    void begin(EventRecorder recorder, int variant, long seed) {
        Variant made = variants.get(variant);
        String configuration = """
                {"data": {"mnist": {"train": 10000, "validation": 2000}}, "loss": "cross-entropy", "model": [
                {"conv": {"filters": 8, "kernel": [5, 5], "name": "conv1", "sharing": "%s"}}, {"relu": {}},
                {"pool": {"by": "max", "size": 2}}, {"dense": {"units": 10}}], "seed": %d,
                "train": {"batch": 64, "epochs": %d, "optimizer": {"sgd": {"learning-rate": 0.1, "momentum": 0.9}}}}""".formatted(made.sharing(), seed, epochs);
        long weights =
                made.sharing().equals("unshared") ? 119_808 : made.sharing().equals("tiled") ? 832 : 208;
        recorder.accept(new Event.TrialStarted(
                id(variant, seed),
                name,
                made.name(),
                "",
                seed,
                configuration,
                new Provenance(
                        "0.1.0",
                        1,
                        Map.of(
                                "conv", "conv@1", "relu", "relu@1", "pool", "pool@1", "dense", "dense@1", "sgd",
                                "sgd@1"),
                        "sha256:5f1dd9a4c2a0c83ab1b7c1ddcf1a7f4a9df3d3f1a2b3c4d5e6f708192a3b4c5d",
                        Map.of(
                                "cpu",
                                "AMD EPYC 9R14",
                                "jdk",
                                "Eclipse Adoptium 25.0.3+9",
                                "threads",
                                "2",
                                "vector-bits",
                                "512")),
                List.of(
                        new Event.LayerSummary("conv1", "conv", "8×24×24", weights, 115_200, 230_400),
                        new Event.LayerSummary("relu1", "relu", "8×24×24", 0, 0, 4_608),
                        new Event.LayerSummary("pool1", "pool", "8×12×12", 0, 4_608, 3_456),
                        new Event.LayerSummary("dense1", "dense", "10", 11_530, 11_520, 23_040)),
                START));
    }

    void end(EventRecorder recorder, int variant, long seed, Event.Status status, Map<String, Double> metrics) {
        recorder.accept(new Event.TrialEnded(
                id(variant, seed),
                status,
                status == Event.Status.FINISHED ? "" : "the loss of step 300 is NaN; lower the learning rate",
                status == Event.Status.FINISHED ? epochs : -1,
                metrics,
                hash(random.nextLong()),
                Duration.ofMillis(4_700 + random.nextInt(300)),
                START.plusSeconds(5)));
    }

    private void pictures(EventRecorder recorder, int variant, long seed, long step) {
        List<float[]> kernels = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            float[] kernel = new float[25];
            double angle = k * 0.4 + variant;
            for (int i = 0; i < 25; i++) {
                double across = (i % 5 - 2) * StrictMath.cos(angle) + (i / 5 - 2) * StrictMath.sin(angle);
                kernel[i] = (float) (StrictMath.tanh(across) + 0.2 * random.nextGaussian());
            }
            kernels.add(kernel);
            captions.add("filter " + (k + 1));
        }
        show(
                recorder,
                variant,
                seed,
                step,
                "kernels",
                new Artifact.ImageGrid("Kernels of conv1.w", 1, 5, 5, kernels, captions));
    }

    void show(EventRecorder recorder, int variant, long seed, long step, String as, Artifact artifact) {
        recorder.accept(new Event.Recorded(id(variant, seed), as, step, artifact));
    }
}
