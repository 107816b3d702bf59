package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** What is stored under a plugin from a jar, after the jar changed. */
class CodeIdentityTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, lion, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            ablate: {tame: {set: {lion1.factor: 1}}, none: {remove: lion1}}
            """;

    private static final Map<String, String> SOURCES = Map.of(
            "pride/Lion.java",
            """
            package pride;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "lion", version = 1, summary = "y = a x")
            public final class Lion implements Activation<Lion.Config> {
                public record Config(@Main @Default("6") double factor) {}

                @Override
                public Value apply(Config config, Value x) {
                    return x.times(config.factor() * Claws.SHARP());
                }
            }
            """,
            "pride/Claws.java",
            "package pride; class Claws { static double SHARP() { return 0.5; } }",
            "pride/Zebra.java",
            "package pride; class Zebra { static int stripes() { return 80; } }");

    private static final Map<String, String> ENTRIES =
            Map.of("META-INF/services/org.recurve.api.model.Activation", "pride.Lion\n");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Files.createDirectories(folder.resolve("plugins"));
    }

    private void jar(Map<String, String> sources, String... options) throws IOException {
        Jars.built(folder.resolve("lion.jar"), sources, ENTRIES, options);
        Files.move(
                folder.resolve("lion.jar"),
                folder.resolve("plugins/lion.jar"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void jar() throws IOException {
        jar(SOURCES);
    }

    private static Map<String, String> with(String file, String from, String to) {
        Map<String, String> changed = new TreeMap<>(SOURCES);
        changed.computeIfPresent(file, (_, text) -> {
            assertTrue(text.contains(from), from);
            return text.replace(from, to);
        });
        return changed;
    }

    private Answer study(Object... words) {
        return recurve(Stream.concat(
                        Stream.of(words),
                        Stream.of("--store", folder.resolve("store"), "--plugins", folder.resolve("plugins")))
                .toArray());
    }

    private Set<String> trials() throws IOException {
        try (Stream<Path> trials = Files.list(folder.resolve("store/trials"))) {
            return trials.map(trial -> trial.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private Set<String> run() throws IOException {
        Answer answer = study("run", file);
        assertEquals(0, answer.code(), answer.err());
        return trials();
    }

    @Test
    void whatThePluginDoesNotReachTrainsNothing() throws IOException {
        jar();
        Set<String> before = run();
        assertEquals(6, before.size());
        for (Map<String, String> sources : List.of(
                with("pride/Zebra.java", "80", "81"),
                with("pride/Lion.java", "y = a x", "y is a times x"),
                with("pride/Zebra.java", "static int", "static int spots() { return 1; } static int"))) {
            jar(sources, "-g");
            Answer again = study("run", file);
            assertEquals(0, again.code());
            assertEquals("", again.err());
            assertEquals(before, trials());
        }
        Answer verified = study("verify", "sums");
        assertTrue(verified.out().contains("6 of 6 trials reproduced"), verified.out() + verified.err());
        assertTrue(verified.out().contains("varied   jar of lion: was sha256:"), verified.out());
        assertTrue(!verified.out().contains("changed  "), verified.out());
        Answer show = study("show", "sums/baseline/0");
        assertTrue(show.out().contains("jars {lion=[sha256:"), show.out());
        Answer sql = study(
                "sql", "select distinct version, jar, whole_jar from plugins where plugin = 'lion'", "--as", "csv");
        assertTrue(
                sql.out().matches("(?s).*\ncode:sha256:[0-9a-f]{64},sha256:[0-9a-f]{64},\\R"), sql.out() + sql.err());
    }

    @Test
    void whatThePluginReachesTrainsTheTrialsThatUseIt() throws IOException {
        jar();
        Set<String> before = run();
        jar(with("pride/Claws.java", "0.5", "0.25"));
        Set<String> after = run();
        assertTrue(after.containsAll(before));
        assertEquals(before.size() + 4, after.size(), "the variant without it stays");
        jar(with("pride/Lion.java", "version = 1", "version = 2"));
        assertEquals(after.size() + 4, run().size());
    }

    /** Settings, defaults included, are part of each trial. */
    @Test
    void aDefaultTrainsTheTrialsThatRelyOnIt() throws IOException {
        jar();
        Set<String> before = run();
        jar(with("pride/Lion.java", "@Default(\"6\")", "@Default(\"5\")"));
        assertEquals(before.size() + 2, run().size(), "tame sets the factor, none has no lion");
    }

    @Test
    void aPluginThatUsesReflectionCountsWithItsWholeJar() throws IOException {
        Map<String, String> wild = new TreeMap<>(with("pride/Claws.java", "return 0.5;", """
                try {
                    return Class.forName("pride.Claws") == Claws.class ? 0.5 : 0;
                } catch (ClassNotFoundException e) {
                    return 0;
                }
                """));
        jar(wild);
        Set<String> before = run();
        wild.put("pride/Zebra.java", "package pride; class Zebra { static int stripes() { return 81; } }");
        jar(wild);
        String said = "lion is known by its whole jar, so any change of the jar trains it again: "
                + "pride.Claws calls Class.forName\n";
        Answer plugins = study("plugins");
        assertTrue(plugins.out().contains(said), plugins.out());
        assertTrue(study("describe", "lion").out().contains(said));
        Answer json = study("plugins", "--json");
        assertTrue(json.out().contains("\"whole-jar\":\"pride.Claws calls Class.forName\""), json.out());
        assertEquals(before.size() + 4, run().size());
        Answer report = recurve("report", "sums", "--store", folder.resolve("store"));
        assertEquals(0, report.code(), report.err());
        assertTrue(Files.readString(folder.resolve("store/reports/sums.html"))
                .contains("(the whole jar: pride.Claws calls Class.forName)"));
    }

    /** Trials of earlier versions are known by whole jars. */
    @Test
    void aJarThatStoredTrialsUseKeepsTheIdentityThatItHad() throws IOException {
        StoredBeforeRenamesTest.unpacked(folder);
        Files.copy(StoredBeforeRenamesTest.stream("earlier-plugins.jar"), folder.resolve("plugins/earlier.jar"));
        Files.copy(StoredBeforeRenamesTest.stream("plugins.yaml"), folder.resolve("plugins.yaml"));
        Set<String> before = trials();
        Answer same = study("run", folder.resolve("plugins.yaml"));
        assertEquals("", same.err());
        assertEquals(before, trials());
        Answer listed = study("plugins", "--json");
        assertTrue(
                listed.out().contains("\"identity\":\"code:sha256:"),
                "such as have code of their own: " + listed.out());
        Answer resumed = study("resume", "plugins");
        assertEquals("", resumed.err());
        Answer verified = study("verify", "plugins");
        assertTrue(verified.out().contains("8 of 8 trials reproduced"), verified.out() + verified.err());
        assertTrue(!verified.out().contains("changed  "), verified.out());
        Path jar = folder.resolve("plugins/earlier.jar");
        Files.write(jar, Jars.with(jar, "more.txt", "nobody reads this"));
        Answer other = study("check", folder.resolve("plugins.yaml"));
        assertTrue(other.out().contains("8 trials: 0 stored, 8 to train\n"), other.out());
        assertTrue(
                other.out()
                        .contains(
                                " changed in what earlier-bars does not use, but an earlier version of Recurve stored"),
                other.out());
        Files.delete(jar);
        Files.copy(StoredBeforeRenamesTest.stream("earlier-plugins.jar"), jar);
        String text = Files.readString(folder.resolve("plugins.yaml"));
        String more = text.replaceAll("(?m)^seeds: .*$", "seeds: 3");
        assertNotEquals(text, more);
        Files.writeString(folder.resolve("plugins.yaml"), more);
        Answer grown = study("run", folder.resolve("plugins.yaml"));
        assertEquals(0, grown.code(), grown.err());
        assertEquals(before.size() + 4, trials().size(), "what was stored is reused: " + grown.err());
        Answer sql = study(
                "sql",
                "select distinct left(version, 5) as known from plugins natural join trials"
                        + " where study = 'plugins' and plugin like 'earlier-%' order by known",
                "--as",
                "csv");
        assertEquals(List.of("code:", "sha25"), sql.out().lines().skip(1).toList(), sql.out() + sql.err());
        Answer again = study("verify", "plugins");
        assertTrue(again.out().contains("12 of 12 trials reproduced"), again.out() + again.err());
    }

    /** A study of which each jar trained a part, in one file for others. */
    @Test
    void aPackOfTwoJarsWithTheSameCodeIsVerified() throws IOException {
        jar();
        run();
        jar(with("pride/Zebra.java", "80", "81"));
        Files.writeString(file, FILE.replace("seeds: 2", "seeds: 3"));
        assertEquals(9, run().size());
        Path pack = folder.resolve("sums.zip");
        Answer packed = study("pack", "sums", "--to", pack);
        assertTrue(packed.out().contains("9 trials and 2 plugin jars"), packed.out() + packed.err());
        Answer own = study("verify", pack);
        assertTrue(own.out().contains("9 of 9 trials reproduced"), own.out() + own.err());
        Path none = Files.createDirectories(folder.resolve("none"));
        Answer theirs = recurve("verify", pack, "--trust-jars", "--store", folder.resolve("o"), "--plugins", none);
        assertTrue(theirs.out().contains("9 of 9 trials reproduced"), theirs.out() + theirs.err());
        Answer imported = recurve("import", pack, "--store", folder.resolve("other"));
        assertEquals(0, imported.code(), imported.err());
        Answer again = recurve(
                "run", file, "--store", folder.resolve("other"), "--plugins", folder.resolve("plugins"), "--json");
        assertEquals("", again.err());
        assertEquals(0, again.code());
    }
}
