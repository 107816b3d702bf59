package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** What check, run and resume say of what is stored, after each kind of change. */
class ReuseTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, lion, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            ablate: {none: {remove: lion1}}
            """;

    private static final String LION = """
            package pride;
            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;
            @Plugin(id = "lion", version = 1, summary = "y = a x")
            public final class Lion implements Activation<NoConfig> {
                public Value apply(NoConfig config, Value x) { return x.times(Claws.sharp()); }
            }
            """;

    private static final String CLAWS = "package pride; class Claws { static double sharp() { return 0.5; } }";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Files.createDirectories(folder.resolve("plugins"));
        jar(LION, CLAWS);
    }

    private void jar(String lion, String claws) throws IOException {
        Path jar = folder.resolve("plugins/lion.jar");
        Files.deleteIfExists(jar);
        Jars.built(
                folder.resolve("lion.jar"),
                Map.of("pride/Lion.java", lion, "pride/Claws.java", claws),
                Map.of("META-INF/services/org.recurve.api.model.Activation", "pride.Lion\n"));
        Files.move(folder.resolve("lion.jar"), jar);
    }

    private void file(String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replace(from, to));
    }

    private Answer study(Object... words) {
        return recurve(Stream.concat(
                        Stream.of(words),
                        Stream.of("--store", folder.resolve("store"), "--plugins", folder.resolve("plugins")))
                .toArray());
    }

    private String run() {
        Answer answer = study("run", file);
        assertEquals(0, answer.code(), answer.err());
        return answer.err().replaceAll("(?m)^\\d+/\\d+ .*\\R", "").strip();
    }

    private List<String> check() {
        Answer answer = study("check", file);
        assertEquals(0, answer.code(), answer.err());
        return answer.out()
                .lines()
                .dropWhile(line -> !line.matches("\\d+ trials: .* stored, .*"))
                .toList();
    }

    @Test
    void aNewStudyATrainedOneAndOneThatGrows() throws IOException {
        List<String> nothing = List.of("4 trials: 0 stored, 4 to train", "    4: nothing of this study is stored yet");
        assertEquals(nothing, check());
        assertFalse(Files.exists(folder.resolve("store")), "check makes no store");
        assertEquals("", run());
        assertEquals(List.of("4 trials: 4 stored, none to train"), check());
        file("seeds: 2", "seeds: 3");
        file("{none:", "{small: {set: {recurrent1.cell.units: 3}}, none:");
        assertEquals(
                List.of(
                        "9 trials: 4 stored, 5 to train",
                        "    3: never trained: a new variant (small/0, small/1, small/2)",
                        "    2: never trained: a new seed (baseline/2, none/2)"),
                check());
        assertEquals("", run(), "nothing is trained again");
        assertEquals(List.of("9 trials: 9 stored, none to train"), check());
        Answer json = study("check", file, "--json");
        assertTrue(
                json.out()
                        .contains(
                                "\"reuse\":{\"continue\":0,\"measure\":0,\"reasons\":[],\"stored\":9,\"train\":0,\"trials\":9}"),
                json.out());
    }

    @Test
    void changedCodeIsSaidWithItsClass() throws IOException {
        run();
        jar(LION, CLAWS.replace("0.5", "0.25"));
        String why = "the code of lion in lion.jar changed: pride.Claws";
        assertEquals(List.of("4 trials: 2 stored, 2 to train", "    2: " + why + " (baseline/0, baseline/1)"), check());
        Answer json = study("check", file, "--json");
        assertTrue(
                json.out().contains("{\"reason\":\"" + why + "\",\"trials\":[\"baseline/0\",\"baseline/1\"]}"),
                json.out());
        assertEquals("2 stored trials cannot be reused and are retrained (" + why + ")", run());
        assertEquals("", run());
        jar(LION.replace("version = 1", "version = 2"), CLAWS.replace("0.5", "0.25"));
        assertEquals("2 stored trials cannot be reused and are retrained (lion: was 1, is 2)", run());
    }

    @Test
    void aWholeJarIsSaidWithItsReason() throws IOException {
        String wild = CLAWS.replace("return 0.5;", "return Claws.class.getMethods().length > 0 ? 0.5 : 0;");
        jar(LION, wild);
        run();
        jar(LION.replace("y = a x", "y = b x"), wild);
        assertEquals(
                List.of(
                        "4 trials: 2 stored, 2 to train",
                        "    2: lion.jar changed, which counts as a whole for lion: pride.Claws calls Class.getMethods"
                                + " (baseline/0, baseline/1)",
                        "lion is known by its whole jar, so any change of the jar trains it again: pride.Claws calls"
                                + " Class.getMethods"),
                check());
    }

    @Test
    void settingsDataAndMetricsAreNamed() throws IOException {
        run();
        file("batch: 16", "batch: 8");
        assertEquals(List.of("4 trials: 0 stored, 4 to train", "    4: settings changed: train.batch"), check());
        assertEquals("4 stored trials cannot be reused and are retrained (settings changed: train.batch)", run());
        file("measure: [", "measure: [validation.mean-squared-error, ");
        assertEquals(
                "4 stored trials cannot be reused and are retrained (measure: other metrics are asked for; what is stored"
                        + " cannot be continued or measured: validation.mean-squared-error is measured after every"
                        + " epoch, and weights are kept of one)",
                run());
        file("train: 64", "train: 32");
        assertEquals("    4: data: its contents changed; settings changed: data.train", check().get(1));
    }

    @Test
    void aPartOfAStudyIsCounted() {
        Answer some = study("run", file, "--max-trials", 1);
        assertEquals(0, some.code(), some.err());
        assertEquals(
                List.of(
                        "4 trials: 1 stored, 3 to train",
                        "    2: never trained: a new variant (none/0, none/1)",
                        "    1: never trained: a new seed (baseline/1)"),
                check());
    }

    /** Trials that were killed, as an earlier version left them. */
    @Test
    void whatWasInterruptedIsContinued() throws IOException {
        Path store = StoredBeforeRenamesTest.unpacked(folder);
        Path interrupted = folder.resolve("interrupted.yaml");
        try (InputStream in = StoredBeforeRenamesTest.stream("interrupted.yaml")) {
            Files.copy(in, interrupted);
        }
        String out = recurve("check", interrupted, "--store", store).out();
        assertTrue(out.contains("12 trials: 0 stored, 12 to continue, none to train\n"), out);
        assertTrue(out.matches("(?s).*    12: interrupted, and to be continued \\(baseline/0 from step \\d+, .*"), out);
    }

    @Test
    void aFinishedStudyIsNotBegunAnewUnlessThatIsSaid() throws IOException {
        run();
        Answer before = study("resume", "sums", "--json");
        assertEquals("", before.err());
        jar(LION, CLAWS.replace("0.5", "0.25"));
        String note =
                "sums is finished, and nothing was trained. 2 trials of it would be now (the code of lion in lion.jar"
                        + " changed: pride.Claws): recurve resume sums --retrain does that";
        Answer resumed = study("resume", "sums", "--json");
        assertEquals(0, resumed.code());
        assertEquals(note, resumed.err().strip());
        assertEquals(
                before.out().replace("\"notes\":[]", "\"notes\":[\"" + note + "\"]"),
                resumed.out(),
                "the results are those that are stored");
        Answer again = study("resume", "sums", "--retrain", "--json");
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().contains("2 stored trials cannot be reused and are retrained"), again.err());
        Answer after = study("resume", "sums");
        assertEquals("", after.err());
        Answer nothing = study("resume", "sums", "--retrain");
        assertEquals("", nothing.err(), "nothing changed since");
    }

    @Test
    void aFinishedSearchIsNotBegunAnewEither() throws IOException {
        file(
                "seeds: 2",
                "seeds: 1\ntune: {search: random, trials: 2, by: validation.loss, over: {train.batch: [8, 16]}}");
        run();
        Answer before = study("resume", "sums");
        assertEquals(0, before.code(), before.err());
        assertFalse(before.err().contains("finished, and"), before.err());
        jar(LION, CLAWS.replace("0.5", "0.25"));
        Answer resumed = study("resume", "sums");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.err().startsWith("sums is finished, and nothing was trained. "), resumed.err());
        assertTrue(resumed.err().contains("(the code of lion in lion.jar changed: pride.Claws)"), resumed.err());
        assertTrue(check().isEmpty());
        assertTrue(study("check", file).out().contains("which trials are stored is known once each variant is tuned"));
    }
}
