package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models of scaled inputs: what is asked is scaled as what was learnt from, by hand from the weights and by Commons Math. */
class ScaledModelTest {
    private static final String REST = """
            model: [{dense: 2}]
            loss: cross-entropy
            measure: [train.accuracy]
            train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 3, batch: 8}
            """;

    @TempDir
    Path folder;

    private final DescriptiveStatistics price = new DescriptiveStatistics();
    private final DescriptiveStatistics rooms = new DescriptiveStatistics();

    private Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store"), "--data", folder));
        return recurve(all.toArray());
    }

    private Path study(String data) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), "study: homes\ndata: " + data + "\n" + REST);
    }

    private void train(String data) throws IOException {
        Answer answer = ask("run", study(data));
        assertEquals(0, answer.code(), answer.err());
    }

    private Map<String, float[]> weights() {
        try (Store opened = Store.open(folder.resolve("store"))) {
            StoreReader reader = opened.reader();
            TrialView trial = reader.study("homes").orElseThrow().trials().getFirst();
            return reader.learnt(trial).orElseThrow().tensors().stream()
                    .map(LearntTensor::tensor)
                    .collect(Collectors.toMap(tensor -> tensor.name(), tensor -> tensor.values()));
        }
    }

    /** Homes of about 100,000, and of few rooms. */
    private void table(String name, long seed, boolean remember) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("price,rooms,sold\n");
        for (int i = 0; i < 60; i++) {
            int cost = 100_000 + (int) (20_000 * random.nextGaussian());
            int count = 1 + random.nextInt(5);
            if (remember) {
                price.addValue(cost);
                rooms.addValue(count);
            }
            text.append(cost).append(',').append(count);
            text.append(cost < 100_000 + 5_000 * (count - 3) ? ",yes\n" : ",no\n");
        }
        Files.writeString(folder.resolve(name), text);
    }

    /** Probability of yes, from the numbers that the model reads. */
    private double yes(double... read) {
        float[] w = weights().get("dense1.w");
        float[] b = weights().get("dense1.b");
        double no = b[0];
        double yes = b[1];
        for (int i = 0; i < read.length; i++) {
            no += w[i] * read[i];
            yes += w[read.length + i] * read[i];
        }
        return 1 / (1 + Math.exp(no - yes));
    }

    private static double standard(DescriptiveStatistics seen, double number) {
        return (number - seen.getMean()) / Math.sqrt(seen.getPopulationVariance());
    }

    private JsonNode answer(Path asked) {
        Answer answer = ask("predict", "homes", asked, "--json");
        assertEquals(0, answer.code(), answer.err());
        return new JsonMapper().readTree(answer.out().lines().findFirst().orElseThrow());
    }

    @Test
    void rowsAreScaledAsTheTrainingRowsWere() throws IOException {
        table("homes.csv", 1, true);
        train("{csv: {file: homes.csv, target: sold, validation: 0, test: 0, scale: standard}}");
        Path asked = Files.writeString(folder.resolve("new.csv"), "rooms,price\n4,87654\n");
        assertEquals(
                yes(standard(price, 87654), standard(rooms, 4)),
                answer(asked).get("probability yes").asDouble(),
                1e-6);
        table("more.csv", 2, false);
        long right = 0;
        for (String line : Files.readAllLines(folder.resolve("more.csv")).subList(1, 61)) {
            String[] row = line.split(",");
            double yes = yes(standard(price, Double.parseDouble(row[0])), standard(rooms, Double.parseDouble(row[1])));
            right += row[2].equals("yes") == yes > 0.5 ? 1 : 0;
        }
        for (String scale : List.of("", ", scale: standard", ", scale: unit")) {
            Answer evaluated = ask(
                    "evaluate",
                    "homes",
                    "--json",
                    "--split",
                    "train",
                    "--data-set",
                    "{csv: {file: more.csv, target: sold, validation: 0, test: 0" + scale + "}}");
            assertEquals(0, evaluated.code(), evaluated.err());
            JsonNode metrics = new JsonMapper().readTree(evaluated.out()).get("metrics");
            assertEquals(right / 60.0, metrics.get("train.accuracy").asDouble(), 1e-12, "other data" + scale);
        }
    }

    @Test
    void checkSaysHowInputsLie() throws IOException {
        table("homes.csv", 1, true);
        String plain = "csv: {file: homes.csv, target: sold, validation: 0, test: 0";
        Answer bare = ask("check", study("{" + plain + "}}"));
        String warning = "warning: the input is far from mean 0 and standard deviation 1: column price has mean "
                + String.format(Locale.ROOT, "%,d", Math.round(price.getMean()));
        assertTrue(bare.out().contains(warning), bare.out());
        assertTrue(bare.out().contains("take scale: standard"), bare.out());
        Answer scaled = ask("check", study("{" + plain + ", scale: standard}}"));
        assertFalse(scaled.out().contains("warning: the input"), scaled.out());
        assertTrue(
                scaled.out().contains("inputs: 2 features, scaled by the training split: column price by (x - "),
                scaled.out());
        Answer wrong = ask("check", study("{" + plain + ", scale: standart}}"));
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("standard"), wrong.err());
    }

    /** {@code scale: none} is no scale: the same examples, so the same data digest. */
    @Test
    void noneIsTheDefault() throws IOException {
        table("homes.csv", 1, true);
        String plain = "csv: {file: homes.csv, target: sold, validation: 0, test: 0";
        train("{" + plain + "}}");
        Answer none = ask("evaluate", "homes", "--json", "--data-set", "{" + plain + ", scale: none}}");
        assertEquals(0, none.code(), none.err());
        assertTrue(new JsonMapper().readTree(none.out()).get("same-data").asBoolean(), none.out());
    }

    private Path array(String name, String shape, float... numbers) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }          \n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        out.writeBytes(bytes.array());
        return Files.write(folder.resolve(name), out.toByteArray());
    }

    @Test
    void arraysAndLinesAreScaledToTheUnit() throws IOException {
        array("x.npy", "(4, 2)", 100, 7, 300, 7, 200, 8, 500, 9);
        array("y.npy", "(4,)", 0, 1, 0, 1);
        train("{npy: {input: x.npy, target: y.npy, validation: 0, test: 0, scale: unit}}");
        double expected = yes(0.75, 1.5);
        assertEquals(
                expected,
                answer(array("new.npy", "(1, 2)", 400, 10)).get("probability 1").asDouble(),
                1e-6);
        Path line = Files.writeString(folder.resolve("new.txt"), "400 10\n");
        assertEquals(expected, answer(line).get("probability 1").asDouble(), 1e-6);
    }

    private Path draw(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, grey);
        Path file = folder.resolve(name + ".png");
        Files.createDirectories(file.resolveSibling(""));
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void imagesAreScaledByChannel() throws IOException {
        draw("pictures/dark/a", 50);
        draw("pictures/light/b", 150);
        train("{images: {folder: pictures, validation: 0, test: 0, scale: unit}}");
        assertEquals(yes(0.25), answer(draw("new", 75)).get("probability light").asDouble(), 1e-6);
    }
}
