package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;

/** A store, packs and a plugin jar written before types were renamed: stored/before-renames/README.md. */
class StoredBeforeRenamesTest {
    private static final Pattern TRIAL =
            Pattern.compile("\"digest\":\"([^\"]+)\"[^}]*}?[^}]*\"seed\":(\\d+)[^}]*\"variant\":\"([^\"]+)\"");

    /** The format's name, and a number that a journal is given anew whenever it is cut. */
    private static final int JOURNAL_HEADER = 16;

    /** The first record, TrialStarted, is longer than this in trials that were killed. */
    private static final int FIRST_RECORD = 1900;

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void unpack() throws IOException {
        store = unpacked(folder);
    }

    /** Unpacks the store beside its packs, and returns it. */
    static Path unpacked(Path folder) throws IOException {
        try (InputStream in = stream("written.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return folder.resolve("store");
    }

    static InputStream stream(String name) {
        return Objects.requireNonNull(
                StoredBeforeRenamesTest.class.getResourceAsStream("/stored/before-renames/" + name));
    }

    private Path stored(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = stream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private Path plugins() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.copy(stored("earlier-plugins.jar"), plugins.resolve("earlier-plugins.jar"));
        return plugins;
    }

    /** The digests of uninterrupted runs, by variant and seed. */
    private Map<String, String> expected(String study) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String line : Files.readAllLines(stored("digests.txt"))) {
            String[] words = line.split(" ");
            if (words[0].equals(study)) {
                digests.put(words[1] + "/" + words[2], words[3]);
            }
        }
        assertFalse(digests.isEmpty(), study);
        return digests;
    }

    private static Map<String, String> digests(Answer answer) {
        assertEquals(0, answer.code(), answer.err());
        Map<String, String> digests = new TreeMap<>();
        TRIAL.matcher(answer.out())
                .results()
                .forEach(trial -> digests.put(trial.group(3) + "/" + trial.group(2), trial.group(1)));
        return digests;
    }

    /** Each trial's journal, by folder. */
    private Map<String, byte[]> journals() throws IOException {
        Map<String, byte[]> journals = new TreeMap<>();
        try (Stream<Path> trials = Files.list(store.resolve("trials"))) {
            for (Path trial : trials.toList()) {
                journals.put(trial.getFileName().toString(), Files.readAllBytes(trial.resolve("journal")));
            }
        }
        return journals;
    }

    @Test
    void aStoreIsListedShownReportedAndVerified() throws IOException {
        Answer list = recurve("list", "--store", store);
        assertTrue(list.out().contains("of 12: 4 diverged, 8 finished"), list.out());
        assertTrue(list.out().contains("of 12: 12 interrupted"), list.out());
        assertTrue(list.out().contains("of 2: 2 interrupted"), list.out());
        assertEquals(0, list.code());
        assertEquals("", list.err());
        Answer show = recurve("show", "finished", "--store", store, "--json");
        assertEquals(0, show.code(), show.err());
        assertTrue(show.out().contains("\"trust\":\"own\""), show.out());
        Answer report = recurve("report", "finished", "--store", store);
        assertEquals(0, report.code(), report.err());
        String html = Files.readString(store.resolve("reports/finished.html"));
        assertTrue(html.contains("Are sums of sequences of several lengths found by any kind of model?"));
        Answer verified = recurve("verify", "finished", "--store", store);
        assertTrue(verified.out().contains("12 of 12 trials reproduced, bit for bit"), verified.out() + verified.err());
    }

    @Test
    void whatFinishedIsReusedAndNothingIsTrained() throws IOException {
        Map<String, byte[]> before = journals();
        Answer finished = recurve("run", stored("finished.yaml"), "--store", store);
        assertEquals(1, finished.code(), "trials diverged, as they did then: " + finished.err());
        assertFalse(finished.err().contains("/12"), "retrained: " + finished.err());
        Answer plugins = recurve("run", stored("plugins.yaml"), "--store", store, "--plugins", plugins(), "--json");
        assertEquals(expected("plugins"), digests(plugins));
        assertFalse(plugins.err().contains("/8"), "retrained: " + plugins.err());
        Map<String, byte[]> after = journals();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((trial, journal) -> assertArrayEquals(journal, after.get(trial), trial));
    }

    @Test
    void interruptedTrialsGoOnFromTheirCheckpoints() throws IOException {
        Map<String, byte[]> before = journals();
        Answer optimizers = recurve("resume", "interrupted", "--store", store, "--json");
        assertEquals(expected("interrupted"), digests(optimizers), optimizers.err());
        assertEquals(12, expected("interrupted").size());
        Answer phases = recurve("run", stored("phased.yaml"), "--store", store, "--json");
        assertEquals(expected("phased"), digests(phases), phases.err());
        Map<String, byte[]> after = journals();
        assertEquals(before.keySet(), after.keySet(), "the same trials");
        before.forEach((trial, journal) -> {
            int kept = kept(journal);
            assertArrayEquals(
                    Arrays.copyOfRange(journal, JOURNAL_HEADER, kept),
                    Arrays.copyOfRange(after.get(trial), JOURNAL_HEADER, kept),
                    "what " + trial + " had written stands, times of then included");
        });
    }

    /**
     * How much of a journal must stand: all of a trial that has ended. One that goes on is cut where its checkpoint was, and one
     * that begins anew has a first record with another time, so the first one is enough.
     */
    private static int kept(byte[] journal) {
        return new String(journal, StandardCharsets.ISO_8859_1).contains("TrialEnded")
                ? journal.length
                : JOURNAL_HEADER + FIRST_RECORD;
    }

    @Test
    void packsAreImportedVerifiedAndResumed() throws IOException {
        Path other = folder.resolve("other");
        Answer imported = recurve("import", folder.resolve("finished.recurve.zip"), "--store", other, "--verify");
        assertEquals(0, imported.code(), imported.out() + imported.err());
        Answer verified = recurve("verify", folder.resolve("finished.recurve.zip"));
        assertTrue(verified.out().contains("12 of 12 trials reproduced, bit for bit"), verified.out() + verified.err());
        assertEquals(
                0,
                recurve("import", folder.resolve("phased.recurve.zip"), "--store", other)
                        .code());
        Answer resumed = recurve("resume", "phased", "--store", other, "--json");
        assertEquals(expected("phased"), digests(resumed), resumed.err());
        assertTrue(
                resumed.out().contains("\"trust\":\"imported\""),
                "what was imported is gone on with: " + resumed.out());
    }

    @Test
    void aJarOfThenLoadsAndGivesTheSameNumbers() throws IOException {
        Path plugins = plugins();
        Answer run = recurve(
                "run", stored("plugins.yaml"), "--store", folder.resolve("fresh"), "--plugins", plugins, "--json");
        assertEquals(expected("plugins"), digests(run), run.err());
        assertEquals("", run.err().replaceAll("(?m)^\\d/8 .*\\R?", ""), "nothing else is said");
        Answer verified = recurve("verify", "plugins", "--store", folder.resolve("fresh"), "--plugins", plugins);
        assertTrue(verified.out().contains("8 of 8 trials reproduced, bit for bit"), verified.out() + verified.err());
        Answer exported = recurve(
                "export",
                "plugins",
                "--as",
                "earlier-columns",
                "--to",
                folder.resolve("out"),
                "--store",
                folder.resolve("fresh"),
                "--plugins",
                plugins);
        assertEquals(0, exported.code(), exported.err());
        Path sweep = Files.writeString(
                folder.resolve("sweep.yaml"),
                Files.readString(stored("phased.yaml")).replaceAll("(?s)ablate:.*", "")
                        + "sweep: {search: {earlier-latin-hypercube: 2}, trials: 2, over: {train.batch: {whole: [4, 9]}}}\n");
        Answer swept = recurve("run", sweep, "--store", folder.resolve("fresh"), "--plugins", plugins, "--json");
        assertEquals(0, swept.code(), swept.out() + swept.err());
    }

    @Test
    void aJarOfThenHasAPluginOfEachKind() throws IOException {
        Path plugins = plugins();
        Answer all = recurve("plugins", "--plugins", plugins);
        assertEquals("", all.err(), "nothing is skipped");
        TreeSet<String> kinds = new TreeSet<>();
        all.out()
                .lines()
                .filter(line -> line.contains("earlier-plugins.jar"))
                .forEach(line -> kinds.add(line.split("  ")[0]));
        TreeSet<String> every = new TreeSet<>();
        all.out().lines().filter(line -> line.contains("built in")).forEach(line -> every.add(line.split("  ")[0]));
        every.addAll(List.of("listener", "exporter", "search"));
        every.removeAll(List.of("report section", "augmentation", "tokenizer")); // which came later
        assertEquals(every, kinds);

        PluginProvider log = new PluginFolder(plugins, folder.resolve("copies"))
                .registry()
                .find(PluginKind.LISTENER, "earlier-epoch-log")
                .orElseThrow();
        Path file = folder.resolve("events.txt");
        heard(log, file, new Event.EpochDone("t", 2, 10, Map.of(), "sha256:0", Duration.ZERO));
        heard(log, file, new Event.Warned("about", "message"));
        heard(log, file, new Event.StudyEnded("study", Map.of(), Duration.ZERO));
        assertEquals(List.of("epoch 2, step 10", "warned", "study ended"), Files.readAllLines(file));
    }

    @SuppressWarnings("unchecked") // the registry holds plugins of every configuration
    private static void heard(PluginProvider provider, Path file, Event event) {
        try {
            Record config = provider.config().getConstructor(String.class).newInstance(file.toString());
            ((Listener<Record>) provider.plugin()).on(config, event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
