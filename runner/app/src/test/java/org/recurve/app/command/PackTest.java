package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.Golden;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** A study that used a stranger's plugin, packed, and what becomes of it elsewhere. */
class PackTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, shift, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 1
            ablate: {wild: {set: {train.optimizer.learning-rate: 1.0e30}}}
            """;
    private static final String PLUGIN = """
            package stranger;

            import org.recurve.api.model.Activation;
            import org.recurve.api.model.Value;
            import org.recurve.api.plugin.*;

            @Plugin(id = "shift", version = 1, summary = "y = x + a")
            public final class Shift implements Activation<NoConfig> {
                @Override
                public Value apply(NoConfig config, Value x) {
                    return x.plus(0.5);
                }
            }
            """;

    @TempDir
    Path folder;

    private Path file;
    private Path here;
    private Path there;
    private Path pack;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        here = folder.resolve("here");
        there = folder.resolve("there");
        pack = folder.resolve("sums.recurve.zip");
    }

    private static void jar(Path store) throws IOException {
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        Jars.of(plugins.resolve("shift.jar"), Activation.class.getName(), "Shift", PLUGIN);
    }

    /** Runs the study in a store; one of its two trials diverges. */
    private void run(Path store) throws IOException {
        jar(store);
        Answer answer = recurve("run", file, "--store", store);
        assertEquals(1, answer.code(), answer.out() + answer.err());
    }

    private void packed() {
        Answer answer = recurve("pack", "sums", "--store", here, "--to", pack);
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().startsWith("sums: 2 trials and 1 plugin jar packed into " + pack), answer.out());
    }

    /** On a machine that knows nothing of all this: a home, a store and a process of its own. */
    private Program elsewhere(Object... words) throws IOException {
        List<String> options = List.of("-Duser.home=" + folder.resolve("another-home"));
        return Program.start(folder, options, words);
    }

    @Test
    void aPackIsVerifiedOnAnotherMachine() throws Exception {
        run(here);
        packed();
        Files.move(here, folder.resolve("gone"));
        Program careful = elsewhere("verify", pack, "--store", there);
        assertEquals(2, careful.code(), careful.said());
        new Golden("verify-pack-jars")
                .matches(careful.said().replace(folder + "/", "").stripTrailing());
        Program trusting = elsewhere("verify", pack, "--store", there, "--trust-jars");
        assertEquals(0, trusting.code(), trusting.said());
        assertTrue(trusting.said().contains("2 of 2 trials reproduced, bit for bit"), trusting.said());
        assertFalse(Files.exists(there), "nothing is recorded");
        Answer none = recurve("verify", folder.resolve("none.zip"));
        assertEquals(2, none.code());
        assertEquals(
                "there is no file " + folder.resolve("none.zip"), none.err().stripTrailing());
    }

    @Test
    void theFileSaysWhatItHolds() throws IOException {
        run(here);
        packed();
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            List<String> names = zip.stream().map(entry -> entry.getName()).toList();
            assertEquals(List.of("files.sha256", "study.json"), names.subList(0, 2));
            assertEquals(
                    2,
                    names.stream()
                            .filter(name -> name.matches("trials/[0-9a-f]{64}/journal"))
                            .count());
            assertEquals(
                    1,
                    names.stream()
                            .filter(name -> name.matches("jars/[0-9a-f]{64}\\.jar"))
                            .count());
            String summary =
                    new String(zip.getInputStream(zip.getEntry("study.json")).readAllBytes());
            assertTrue(summary.contains("\"status\":\"diverged\""), summary);
            assertTrue(summary.contains("\"shift\":\"code:sha256:"), summary);
        }
    }

    @Test
    void whatIsImportedIsReusedAndWhatBothRanIsReproduced() throws Exception {
        run(here);
        packed();
        Answer first = recurve("import", pack, "--store", there);
        assertEquals(0, first.code(), first.err());
        new Golden("import").matches(plain(first.out()));
        assertFalse(Files.exists(there.resolve("plugins")), "no stranger's code is made to run");
        jar(there);
        Answer reused = recurve("run", file, "--store", there);
        assertFalse(reused.err().contains("trial"), "nothing is trained: " + reused.err());
        Path third = folder.resolve("third");
        run(third);
        assertTrue(recurve("import", pack, "--store", third)
                .out()
                .startsWith("sums: 0 trials added, 2 independently reproduced"));
        assertTrue(recurve("import", here, "--store", third).out().startsWith("sums: 0 trials added, 2 already here"));
        Answer shown = recurve("show", "sums", "--store", third);
        assertTrue(
                shown.out().contains("Independently reproduced: 2 of 2 trials ended with the same digest"),
                shown.out());
        recurve("report", "sums", "--store", third);
        assertTrue(Files.readString(third.resolve("reports/sums.html"))
                .contains("Independently reproduced: 2 of 2 trials"));
    }

    private String plain(String out) {
        return out.replace(folder + "/", "")
                .replace(folder.toString(), "HERE")
                .replaceAll("[0-9a-f]{64}", "…")
                .stripTrailing();
    }

    @Test
    void wrongSourcesAreTheUsersMistake() throws IOException {
        run(here);
        StringBuilder said = new StringBuilder();
        List<Object> sources = List.of(
                folder.resolve("none"),
                Files.createDirectory(folder.resolve("empty")),
                here,
                Files.writeString(folder.resolve("text.zip"), "this is not a pack"));
        for (Object source : sources) {
            Answer answer = recurve("import", source, "--store", here);
            assertEquals(2, answer.code(), answer.out());
            said.append(answer.err());
        }
        for (Object id : List.of("sums/baseline", "sus", "sums")) {
            Answer answer = recurve("pack", id, "--store", here, "--to", folder);
            assertEquals(2, answer.code(), answer.out());
            said.append(answer.err());
        }
        new Golden("pack-mistakes").matches(plain(said.toString()));
        try (Stream<Path> left = Files.list(here)) {
            assertEquals(
                    List.of(), left.filter(path -> path.endsWith("importing")).toList());
        }
    }

    @Test
    void aJarThatIsGoneIsMissed() throws Exception {
        run(here);
        Files.delete(here.resolve("plugins/shift.jar"));
        Program program = elsewhere("pack", "sums", "--store", here, "--to", pack);
        assertEquals(0, program.code(), program.said());
        assertTrue(
                program.said().contains("warning: the jar of a plugin that trials used is kept nowhere"),
                program.said());
        assertTrue(program.said().contains("0 plugin jars"), program.said());
    }
}
