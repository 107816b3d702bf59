package org.recurve.app.plugins;

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
        float[] means = means(to);
        assertEquals(4, means.length);
        for (float mean : means) {
            assertTrue(Math.abs(mean) > 1e-4, "a running mean of " + mean);
        }
    }

    /** The tensor of the running means in the one file of weights: a length, a header in JSON, and numbers. */
    private static float[] means(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(f -> f.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int size = (int) all.getLong();
            String header = new String(all.array(), Long.BYTES, size, StandardCharsets.UTF_8);
            Matcher matcher = Pattern.compile(
                            "\"[^\"]*batch-normalization1?\\.mean\":\\{[^}]*\"data_offsets\":\\[(\\d+),(\\d+)]")
                    .matcher(header);
            assertTrue(matcher.find(), header);
            int from = Integer.parseInt(matcher.group(1));
            float[] means = new float[(Integer.parseInt(matcher.group(2)) - from) / Float.BYTES];
            all.position(Long.BYTES + size + from);
            all.asFloatBuffer().get(means);
            return means;
        }
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
