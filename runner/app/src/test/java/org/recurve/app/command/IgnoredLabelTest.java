package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.api.data.Dataset;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import org.recurve.storage.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An ignored label through whole runs of models that give their input back as scores, so that every number is known: the
 * expected ones are NumPy's, of its {@code log}, {@code exp} and {@code argmax} over the targets that are not ignored.
 */
class IgnoredLabelTest {
    private static final double CLOSE = 2e-6;

    /** So small that no weight moves. */
    private static final String TRAIN = "train: {optimizer: {sgd: 1.0e-30}, epochs: 1, batch: 3}\nseeds: 1\n";

    private static final String TABLE = """
            s,t,u,v,kind
            2,1,0,-1,a
            0,1.5,1,-1,a
            0,3,1,-1,b
            1,0.5,0,-2,b
            0,1,2,0,c
            0.5,0,0.25,1,d
            3,-1,-2,0,d
            0,0,1,2,c
            1,2,3,-4,d
            2,0,1,0.5,b
            """;

    private static final String TAGS = """
            package stranger;

            import java.util.*;
            import org.recurve.api.data.*;
            import org.recurve.api.model.Shape;
            import org.recurve.api.plugin.*;

            @Plugin(id = "tags", version = 1, summary = "four sequences of scores and their tags, some of which nobody knows")
            public final class Tags implements Dataset<NoConfig> {
                private static final float[][][] SCORES = {
                    {{2, 0, 1}, {0, 1, 0}, {1, 0, 3}, {0, 0, 1}},
                    {{0, 2, 1}, {1, 0, -1}, {9, 9, 9}, {9, 9, 9}},
                    {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}, {9, 0, 0}},
                    {{5, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}}
                };
                private static final float[][] TAGS = {
                    {0, -100, 2, 1}, {-100, 1, -100, 0}, {1, 0, -100, 2}, {-100, -100, -100, -100}
                };
                private static final int[] LENGTHS = {4, 2, 3, 1};

                record Some(int size) implements Examples {
                    @Override
                    public void read(int index, String field, float[] into, int offset) {
                        switch (field) {
                            case Field.LENGTH -> into[offset] = LENGTHS[index];
                            case Field.TARGET -> System.arraycopy(TAGS[index], 0, into, offset, 4);
                            default -> {
                                for (int step = 0; step < 4; step++) {
                                    System.arraycopy(SCORES[index][step], 0, into, offset + 3 * step, 3);
                                }
                            }
                        }
                    }
                }

                @Override
                public Data open(NoConfig config, Files files) {
                    return new Data(
                            List.of(
                                    new Field(Field.INPUT, Shape.of(4, 3)),
                                    new Field(Field.TARGET, Shape.of(4), List.of("noun", "verb", "other")),
                                    new Field(Field.LENGTH, Shape.SCALAR)),
                            Map.of("train", new Some(4), "validation", new Some(4), "test", new Some(4)),
                            "sha256:tags");
                }
            }
            """;

    @TempDir
    Path folder;

    private JsonNode metrics(String text, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        List<Object> words = new ArrayList<>(List.of("run", file, "--store", folder.resolve("store"), "--json"));
        words.addAll(List.of(more));
        Answer answer = recurve(words.toArray());
        assertEquals(0, answer.code(), answer.err());
        return new JsonMapper().readTree(answer.out()).get("trials").get(0).get("metrics");
    }

    private static void assertMetrics(Map<String, Double> expected, JsonNode metrics) {
        expected.forEach((name, value) ->
                assertEquals(value, metrics.get(name).doubleValue(), CLOSE, () -> name + " of " + metrics));
    }

    @Test
    void rowsOfTheIgnoredClassCountNowhere() throws IOException {
        Files.writeString(folder.resolve("table.csv"), TABLE);
        String text = """
                study: rows
                data: {csv: {file: table.csv, target: kind, validation: 0, test: 0}}
                model: [dense: {units: 4, initializer: identity}]
                loss: LOSS
                measure:
                  - train.accuracy
                  - {train.f1: 0}
                  - {train.f1: 1}
                  - {train.f1: 2}
                  - {train.precision: 0}
                  - {train.recall: 1}
                  - {train.top: 2}
                  - train.perplexity
                """ + TRAIN;
        assertMetrics(
                Map.of(
                        "train.loss", 1.2160274267482787,
                        "train.accuracy", 0.42857142857142855,
                        "train.f1-0", 0.4,
                        "train.f1-1", 0.4,
                        "train.f1-2", 0.6666666666666666,
                        "train.precision", 0.3333333333333333,
                        "train.recall", 0.3333333333333333,
                        "train.top", 0.7142857142857143,
                        "train.perplexity", 3.3737585740530767),
                metrics(text.replace("LOSS", "{cross-entropy: {ignore: 3}}"), "--data", folder));
        assertMetrics(
                Map.of(
                        "train.loss", 1.988734831773133,
                        "train.accuracy", 0.4,
                        "train.f1-0", 0.3333333333333333,
                        "train.f1-1", 0.4,
                        "train.f1-2", 0.5,
                        "train.precision", 0.25,
                        "train.recall", 0.3333333333333333,
                        "train.top", 0.7,
                        "train.perplexity", 7.306284233769503),
                metrics(text.replace("LOSS", "cross-entropy"), "--data", folder));
    }

    private JsonNode tagged(String loss) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("tags.jar"), Dataset.class.getName(), "Tags", TAGS);
        String text = """
                study: tagged
                data: tags
                model: [each-step: [{dense: {units: 3, initializer: identity}}]]
                loss: LOSS
                measure:
                  - test.accuracy
                  - {test.f1: 0}
                  - {test.f1: 1}
                  - {test.f1: 2}
                  - {test.recall: 0}
                  - {test.top: 2}
                  - test.perplexity
                  - test.bits-per-character
                """.replace("LOSS", loss) + TRAIN;
        return metrics(text, "--plugins", plugins);
    }

    private static final Map<String, Double> TOKENS = Map.of(
            "test.accuracy", 0.5,
            "test.f1-0", 0.8,
            "test.f1-1", 0.0,
            "test.f1-2", 0.5,
            "test.recall", 1.0,
            "test.top", 1.0,
            "test.perplexity", 2.439888720414586,
            "test.bits-per-character", 1.2868153501787263);

    @Test
    void tagsThatNobodyKnowsCountNowhere() throws IOException {
        JsonNode tokens = tagged("{cross-entropy: {ignore: -100, over: tokens}}");
        assertMetrics(TOKENS, tokens);
        assertMetrics(
                Map.of(
                        "train.loss",
                        0.8919524318776428,
                        "validation.loss",
                        0.8919524318776428,
                        "test.loss",
                        0.8919524318776428),
                tokens);

        JsonNode sequences = tagged("{cross-entropy: {ignore: -100}}");
        assertMetrics(TOKENS, sequences);
        double mean = 1.0082813871776664; // of three sequences, since the fourth has no tag at all
        assertMetrics(Map.of("train.loss", mean, "validation.loss", mean, "test.loss", mean), sequences);
    }

    @Test
    void theConfusionCountsNoIgnoredTag() throws IOException {
        tagged("{cross-entropy: {ignore: -100}}");
        try (Store store = Store.open(folder.resolve("store"))) {
            String trial = store.reader()
                    .study("tagged")
                    .orElseThrow()
                    .trials()
                    .getFirst()
                    .id();
            for (String split : new String[] {"validation", "test"}) {
                Confusion confusion = (Confusion) store.reader()
                        .artifacts(trial, "confusion-" + split)
                        .getLast()
                        .artifact();
                assertArrayEquals(new long[][] {{2, 0, 0}, {1, 0, 2}, {0, 0, 1}}, confusion.counts(), split);
            }
        }
    }

    /** Every sequence's tags are unknown, the one behind the end of the second not. */
    @Test
    void aSplitWithoutTargetsIsRefused() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        String unknown = TAGS.replace(
                "{0, -100, 2, 1}, {-100, 1, -100, 0}, {1, 0, -100, 2}",
                "{-100, -100, -100, -100}, {-100, -100, 1, 0}, {-100, -100, -100, 2}");
        Jars.of(plugins.resolve("tags.jar"), Dataset.class.getName(), "Tags", unknown);
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                study: unknown
                data: tags
                model: [each-step: [{dense: {units: 3, initializer: identity}}]]
                loss: {cross-entropy: {ignore: -100}}
                """ + TRAIN);
        Answer answer = recurve("check", file, "--plugins", plugins);
        assertEquals(2, answer.code(), answer.err());
        assertTrue(
                answer.err()
                        .contains("every target of the test split of tags is -100, which the loss ignores, so the split"
                                + " has no loss"),
                answer.err());
    }
}
