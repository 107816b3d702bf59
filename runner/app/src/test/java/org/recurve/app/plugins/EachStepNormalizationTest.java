package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Dataset;
import org.recurve.app.command.Shell.Answer;

/** Batch normalisation at each step keeps running means of its own, by which a model is measured as it was trained. */
class EachStepNormalizationTest {
    private static final String MODEL =
            "[embedding: 4, each-step: [batch-normalization, dense: 3], recurrent: {cell: {elman: 3}}, dense: 2]";

    @TempDir
    Path folder;

    @BeforeEach
    void writeMails() throws IOException {
        write("ham", "see you at noon\n\nthe list is down again today\nfine with me\nok\nnoon it is\nsee the list\n");
        write("spam", "free money now !\nyou win $ $ $ more\nbuy\nfree free\nmore money today\nwin now\n");
    }

    private void write(String label, String lines) throws IOException {
        Path file = folder.resolve("mails").resolve(label).resolve("a.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    private Path experiment(String model) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), """
                study: normalized
                data: {text: {folder: "MAILS", each: line, steps: 8, validation: 0.25, test: 0.25}}
                model: MODEL
                loss: cross-entropy
                train: {optimizer: {sgd: {learning-rate: 0.05}}, epochs: 4, batch: 4}
                seeds: 1
                """.replace("MODEL", model)
                .replace("MAILS", folder.resolve("mails").toString()));
    }

    private static double number(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        assertTrue(matcher.find(), in);
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void whatIsMeasuredIsNearWhatWasTrained() throws IOException {
        Path store = folder.resolve("store");
        Answer run = recurve("run", experiment(MODEL), "--data", folder, "--store", store, "--json");
        assertEquals(0, run.code(), run.err());
        double train = number(Pattern.compile("\"train.loss\":([-+.0-9eE]+)"), run.out());
        double test = number(Pattern.compile("\"test.loss\":([-+.0-9eE]+)"), run.out());
        assertTrue(test > train / 2 && test < train * 2, train + " in training, " + test + " in the test");

        Path to = folder.resolve("out");
        Answer export = recurve("export", "normalized", "--store", store, "--as", "safetensors", "--to", to);
        assertEquals(0, export.code(), export.err());
        float[] means = tensor(to, "mean");
        assertEquals(4, means.length);
        for (float mean : means) {
            assertTrue(Math.abs(mean) > 1e-4, "a running mean of " + mean);
        }
    }

    /** A tensor of the layer in the one file of weights: a length, a header in JSON, and numbers. */
    private static float[] tensor(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(f -> f.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int size = (int) all.getLong();
            String header = new String(all.array(), Long.BYTES, size, StandardCharsets.UTF_8);
            Matcher matcher = Pattern.compile(
                            "\"[^\"]*batch-normalization1?\\." + name + "\":\\{[^}]*\"data_offsets\":\\[(\\d+),(\\d+)]")
                    .matcher(header);
            assertTrue(matcher.find(), header);
            int from = Integer.parseInt(matcher.group(1));
            float[] means = new float[(Integer.parseInt(matcher.group(2)) - from) / Float.BYTES];
            all.position(Long.BYTES + size + from);
            all.asFloatBuffer().get(means);
            return means;
        }
    }

    private static final String RAGGED = """
            package stranger;

            import java.util.*;
            import org.recurve.api.data.*;
            import org.recurve.api.model.Shape;
            import org.recurve.api.plugin.*;

            @Plugin(id = "ragged", version = 1, summary = "sequences of 1 to 4 steps, nonsense behind them, and zeros as targets")
            public final class Ragged implements Dataset<NoConfig> {
                private static final float[][] TRAIN = {
                    {1, 10, 2, -3, 4, 0.5f, 0, 2}, {3, 1}, {-1, 4, 5, 6}, {2, -2, 0.5f, 7, 1, 1}
                };
                private static final float[][] TEST = {{2, 3, 1, 0}, {6, -4, 0, 1, 3, 3}};

                record Some(float[][] sequences) implements Examples {
                    @Override
                    public int size() {
                        return sequences.length;
                    }

                    @Override
                    public void read(int index, String field, float[] into, int offset) {
                        float[] sequence = sequences[index];
                        switch (field) {
                            case Field.LENGTH -> into[offset] = sequence.length / 2;
                            case Field.TARGET -> Arrays.fill(into, offset, offset + 8, 0);
                            default -> {
                                Arrays.fill(into, offset, offset + 8, 1000);
                                System.arraycopy(sequence, 0, into, offset, sequence.length);
                            }
                        }
                    }
                }

                @Override
                public Data open(NoConfig config, Files files) {
                    return new Data(
                            List.of(
                                    new Field(Field.INPUT, Shape.of(4, 2)),
                                    new Field(Field.TARGET, Shape.of(4, 2)),
                                    new Field(Field.LENGTH, Shape.SCALAR)),
                            Map.of("train", new Some(TRAIN), "test", new Some(TEST)),
                            "sha256:ragged");
                }
            }
            """;

    /**
     * Three steps that move no weight, of one batch with 10 true steps. Expected numbers: NumPy, of {@code mean} and {@code var}
     * (and {@code var(ddof=1)}) over those steps, running values that keep 0.9, ε = 1e-5, and squares of what is normalised,
     * averaged over a sequence's true steps and then over sequences.
     */
    @Test
    void statisticsAndLossesOfRaggedSequencesAreNumpys() throws IOException {
        float[] mean = {0.47425f, 0.71815f};
        ragged("batch-normalization", 2.8220113782914193, mean, new float[] {1.5589375f, 4.7946775f});
        ragged("batch-normalization: {unbiased: true}", 2.6454058830399587, mean, new float[] {
            1.6511527777777775f, 5.2464194444444425f
        });
    }

    private void ragged(String layer, double test, float[] mean, float[] variance) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("ragged.jar"), Dataset.class.getName(), "Ragged", RAGGED);
        Path file = Files.writeString(folder.resolve("ragged.yaml"), """
                study: ragged
                data: ragged
                model: [each-step: [LAYER]]
                loss: squared-error
                train: {optimizer: {sgd: 1.0e-30}, epochs: 3, batch: 4}
                seeds: 1
                """.replace("LAYER", layer));
        Path store = Files.createTempDirectory(folder, "store");
        Answer run = recurve("run", file, "--plugins", plugins, "--store", store, "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(0.9394462379940176, number(Pattern.compile("\"train.loss\":([-+.0-9eE]+)"), run.out()), 1e-6);
        assertEquals(test, number(Pattern.compile("\"test.loss\":([-+.0-9eE]+)"), run.out()), 1e-6);
        Path to = Files.createTempDirectory(folder, "out");
        Answer export =
                recurve("export", "ragged", "--plugins", plugins, "--store", store, "--as", "safetensors", "--to", to);
        assertEquals(0, export.code(), export.err());
        assertArrayEquals(mean, tensor(to, "mean"), 1e-6f);
        assertArrayEquals(variance, tensor(to, "variance"), 2e-6f);
    }

    @Test
    void noCellOfARecurrenceHasIt() throws IOException {
        String cell =
                "[embedding: 4, recurrent: {cell: {elman: {units: 3, activation: batch-normalization}}}, dense: 2]";
        Answer check = recurve("check", experiment(cell), "--data", folder);
        assertEquals(2, check.code(), check.err());
        assertTrue(check.err().contains("a.yaml:3:"), check.err());
        assertTrue(check.err().contains("batch-normalization"), check.err());
    }
}
