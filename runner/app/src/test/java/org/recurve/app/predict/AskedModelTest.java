package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models that were trained here in a moment, asked as a user would. */
class AskedModelTest {
    private final Path folder;
    private final AskedStudy study;

    AskedModelTest(@TempDir Path folder) {
        this.folder = folder;
        this.study = new AskedStudy(folder);
    }

    private static JsonNode json(Answer answer) {
        assertEquals(0, answer.code(), answer.err());
        return new JsonMapper().readTree(answer.out().lines().findFirst().orElseThrow());
    }

    /** Points left and right of a line, and a column that says nothing. */
    private void table(String name, long seed, int rows) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("x,note,y,side\n");
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            text.append(x).append(",n,").append(y).append(x + y > 0 ? ",right\n" : ",left\n");
        }
        Files.writeString(folder.resolve(name), text);
    }

    private void trainOnTable() throws IOException {
        table("points.csv", 1, 200);
        study.train("""
            study: sides
            data: {csv: {file: points.csv, target: side, leave-out: [note]}}
            model: [{dense: 2}]
            loss: cross-entropy
            measure: [test.accuracy, validation.accuracy]
            """ + AskedStudy.TRAIN);
    }

    private Map<String, float[]> weights() {
        try (Store opened = Store.open(study.store())) {
            StoreReader reader = opened.reader();
            TrialView trial = reader.study("sides").orElseThrow().trials().getFirst();
            return reader.learnt(trial).orElseThrow().tensors().stream()
                    .map(LearntTensor::tensor)
                    .collect(Collectors.toMap(tensor -> tensor.name(), tensor -> tensor.values()));
        }
    }

    @Test
    void theSameDataGivesTheDigitsOfTheReport() throws IOException {
        trainOnTable();
        JsonNode shown =
                json(study.ask("show", "sides", "--json")).get("trials").get(0).get("metrics");
        JsonNode here = json(study.ask("evaluate", "sides", "--json"));
        assertTrue(here.get("same-data").asBoolean());
        for (String name : List.of("test.accuracy", "test.loss", "validation.loss", "validation.accuracy")) {
            assertEquals(
                    Double.doubleToLongBits(shown.get(name).asDouble()),
                    Double.doubleToLongBits(here.get("metrics").get(name).asDouble()),
                    name);
        }
        assertEquals(4, here.get("metrics").size());
    }

    @Test
    void metricsThatTheStudyNeverNamedAreMeasured() throws IOException {
        trainOnTable();
        JsonNode here = json(study.ask(
                "evaluate",
                "sides",
                "--json",
                "--split",
                "train",
                "--measure",
                "{top: {k: 1}}",
                "--measure",
                "accuracy"));
        assertEquals(
                here.get("metrics").get("train.accuracy").asDouble(),
                here.get("metrics").get("train.top").asDouble(),
                "the one that is largest is the answer");
        assertTrue(here.get("metrics").get("train.accuracy").asDouble() > 0.8);
        Answer unknown = study.ask("evaluate", "sides", "--measure", "acuracy");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("Did you mean \"accuracy\"?"), unknown.err());
    }

    @Test
    void otherDataIsReadByTheClassesThatTheModelKnows() throws IOException {
        trainOnTable();
        table("more.csv", 2, 100);
        JsonNode more = json(study.ask(
                "evaluate",
                "sides",
                "--json",
                "--split",
                "train",
                "--data-set",
                "{csv: {file: more.csv, target: side, leave-out: [note], validation: 0, test: 0}}"));
        assertFalse(more.get("same-data").asBoolean());
        // By hand, from the weights.
        float[] w = weights().get("dense1.w");
        float[] b = weights().get("dense1.b");
        long right = Files.readAllLines(folder.resolve("more.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(row -> {
                    double x = Double.parseDouble(row[0]);
                    double y = Double.parseDouble(row[2]);
                    boolean isRight = w[2] * x + w[3] * y + b[1] > w[0] * x + w[1] * y + b[0];
                    return row[3].equals("right") == isRight;
                })
                .count();
        assertEquals(right / 100.0, more.get("metrics").get("train.accuracy").asDouble(), 1e-12);
    }

    @Test
    void columnsOfOtherDataAreFoundByName() throws IOException {
        trainOnTable();
        Files.writeString(folder.resolve("wide.csv"), "a,b,c,side\n1,2,3,left\n3,2,1,right\n".repeat(1));
        Answer answer = study.ask(
                "evaluate",
                "sides",
                "--split",
                "train",
                "--data-set",
                "{csv: {file: wide.csv, target: side, validation: 0, test: 0}}");
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("has no column \"x\"; its columns are a, b, c, side"), answer.err());
    }

    @Test
    void rowsOfATableAreFoundByTheirColumns() throws IOException {
        trainOnTable();
        Files.writeString(folder.resolve("new.csv"), "y,unread,x\n0.5,hm,2\n-3,hm,0.25\n");
        Answer people = study.ask("predict", "sides", folder.resolve("new.csv"));
        assertEquals(0, people.code(), people.err());
        assertTrue(people.out().contains("right"), people.out());
        Answer lines = study.ask("predict", "sides/baseline/0", folder.resolve("new.csv"), "--as", "json-lines");
        List<String> answers = lines.out().lines().toList();
        assertEquals(2, answers.size(), lines.out());
        JsonNode first = new JsonMapper().readTree(answers.getFirst());
        assertEquals("right", first.get("class").asString());
        float[] w = weights().get("dense1.w");
        float[] b = weights().get("dense1.b");
        double left = w[0] * 2 + w[1] * 0.5 + b[0];
        double right = w[2] * 2 + w[3] * 0.5 + b[1];
        assertEquals(
                1 / (1 + Math.exp(left - right)), first.get("probability right").asDouble(), 1e-6);
        assertEquals(
                1,
                first.get("probability right").asDouble()
                        + first.get("probability left").asDouble(),
                1e-12);
        Answer csv = study.ask("predict", "sides", folder.resolve("new.csv"), "--as", "csv");
        assertTrue(csv.out().startsWith("input,class,probability left,probability right\n"), csv.out());
    }

    @Test
    void aTableWithoutAColumnSaysWhichOnesItHas() throws IOException {
        trainOnTable();
        Files.writeString(folder.resolve("new.csv"), "x,z\n1,2\n");
        Answer answer = study.ask("predict", "sides", folder.resolve("new.csv"));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("has no column \"y\"; its columns are x, z"), answer.err());
        Files.writeString(folder.resolve("new.csv"), "x,y\n1,NaN\n");
        Answer nan = study.ask("predict", "sides", folder.resolve("new.csv"));
        assertEquals(2, nan.code());
        assertTrue(nan.err().contains("\"NaN\" is not a finite number"), nan.err());
        Answer none = study.ask("predict", "sides", folder.resolve("none.csv"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("none.csv is not a file"), none.err());
    }

    @Test
    void whatWasLearntIsShownAndCompared() throws IOException {
        trainOnTable();
        JsonNode shown = json(study.ask("show", "sides", "--weights", "--json"));
        float[] w = weights().get("dense1.w");
        double squares = 0;
        for (float value : w) {
            squares += (double) value * value;
        }
        JsonNode tensor = shown.get("tensors").get("dense1.w");
        assertEquals(Math.sqrt(squares), tensor.get("norm").asDouble(), 1e-12);
        assertEquals(0.0, tensor.get("zeros").asDouble());
        int counted = 0;
        for (JsonNode bin : tensor.get("histogram")) {
            counted += bin.asInt();
        }
        assertEquals(4, counted);
        Answer people = study.ask("show", "sides", "--weights");
        assertTrue(people.out().lines().anyMatch(line -> line.matches("dense1.w +2×2 .*")), people.out());
        Answer same = study.ask("diff", "sides", "sides/baseline/0", "--weights");
        assertEquals(0, same.code(), same.err());
        assertTrue(same.out().contains("the same"), same.out());
    }

    @Test
    void theReportSaysHowToAskTheModel() throws IOException {
        trainOnTable();
        String report = Files.readString(study.store().resolve("reports/sides.html"));
        assertTrue(report.contains("./recurve predict sides/baseline/0 rows.csv"), "the command");
        try (Store opened = Store.open(study.store())) {
            StoreReader reader = opened.reader();
            TrialView trial = reader.study("sides").orElseThrow().trials().getFirst();
            assertTrue(report.contains(reader.weights(trial).orElseThrow().digest()), "the digest");
            assertTrue(
                    report.contains("trials/" + trial.id().substring(7) + "/weights in the store, 24 bytes"), "where");
        }
    }

    @Test
    void weightsOfAFileStandInForTheModels() throws IOException {
        trainOnTable();
        Path out = folder.resolve("out");
        assertEquals(
                0,
                study.ask("export", "sides", "--as", "safetensors", "--to", out).code());
        JsonNode own = json(study.ask("evaluate", "sides", "--json"));
        Answer taken =
                study.ask("evaluate", "sides", "--json", "--weights", out.resolve("weights/baseline-0.safetensors"));
        assertEquals(own.get("metrics"), json(taken).get("metrics"));
        assertTrue(taken.err().contains("dense1.w is dense1.w of the file, 2×2"), taken.err());
        Answer none = study.ask("predict", "sides", folder.resolve("points.csv"), "--weights", folder.resolve("w.npz"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("these weights cannot be read: it is not there"), none.err());
    }

    @Test
    void textsAreCutAndNumberedAsThoseOfTheTrainingData() throws IOException {
        StringBuilder good = new StringBuilder();
        StringBuilder bad = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            good.append("a lovely thing number ").append(i).append('\n');
            bad.append("an awful thing number ").append(i).append('\n');
        }
        Files.createDirectories(folder.resolve("texts/good"));
        Files.createDirectories(folder.resolve("texts/bad"));
        Files.writeString(folder.resolve("texts/good/all.txt"), good);
        Files.writeString(folder.resolve("texts/bad/all.txt"), bad);
        study.train("""
            study: moods
            data: {text: {folder: texts, each: line, steps: 6}}
            model: [{embedding: 4}, {recurrent: {cell: {elman: 4}, output: last}}, {dense: 2}]
            loss: cross-entropy
            measure: [test.accuracy]
            train: {optimizer: {sgd: {learning-rate: 0.5}}, epochs: 20, batch: 8}
            """);
        Path asked = Files.writeString(
                folder.resolve("asked.txt"), good + "\n" + bad.toString().toUpperCase(Locale.ROOT));
        Answer answer = study.ask("predict", "moods", asked, "--as", "csv");
        assertEquals(0, answer.code(), answer.err());
        List<String> lines = answer.out().lines().skip(1).toList();
        assertEquals(80, lines.size(), answer.out());
        assertTrue(lines.get(39).contains("asked.txt:40,"), "the blank line is none: " + lines.get(39));
        assertTrue(lines.get(40).contains("asked.txt:42,"), lines.get(40));
        long right = IntStream.range(0, 80)
                .filter(i -> lines.get(i).contains(i < 40 ? ",good," : ",bad,"))
                .count();
        JsonNode metrics = json(study.ask(
                        "evaluate", "moods", "--json", "--split", "train", "--split", "validation", "--split", "test"))
                .get("metrics");
        double counted = 64 * metrics.get("train.accuracy").asDouble()
                + 8 * metrics.get("validation.accuracy").asDouble()
                + 8 * metrics.get("test.accuracy").asDouble();
        assertEquals(counted, right, 1e-9);
        assertTrue(right > 60, "it has learnt something: " + right);
    }

    @Test
    void anIdOfSeveralModelsAsksForOne() throws IOException {
        table("points.csv", 1, 60);
        study.train("""
            study: sides
            data: {csv: {file: points.csv, target: side, leave-out: [note]}}
            model: [{dense: 2}]
            loss: cross-entropy
            seeds: 2
            """ + AskedStudy.TRAIN);
        Answer answer = study.ask("predict", "sides", folder.resolve("points.csv"));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("\"sides\" names 2 trained models"), answer.err());
        assertTrue(answer.err().contains("name one: sides/baseline/0, sides/baseline/1"), answer.err());
        assertEquals(
                0,
                study.ask("predict", "sides/baseline/1", folder.resolve("points.csv"))
                        .code());
    }

    @Test
    void withoutKeptWeightsItAsksForTraining() throws IOException {
        trainOnTable();
        try (Stream<Path> all = Files.walk(study.store())) {
            for (Path list : all.filter(path -> path.endsWith("weights")).toList()) {
                Files.delete(list);
            }
        }
        Answer answer = study.ask("evaluate", "sides");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("give the same command with --retrain to do so"), answer.err());
        assertEquals(0, study.ask("evaluate", "sides", "--retrain").code());
        assertEquals(
                0,
                study.ask("predict", "sides", folder.resolve("points.csv"), "--retrain")
                        .code());
    }
}
