package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;

/** Two processes on one store: one trains, while the other reads, or trains the same. */
class TwoProcessesTest {
    private static final Pattern RESULT = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"");
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 1024, validation: 64, test: 64}}
            model: [recurrent: {cell: {lstm: 8}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 6, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 3
            ablate: {wide: {set: {recurrent1.cell.units: 12}}}
            """;

    @TempDir
    Path folder;

    private Path file;
    private Path store;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        store = folder.resolve("store");
    }

    private static List<String> digests(String json) {
        return RESULT.matcher(json).results().map(result -> result.group(1)).toList();
    }

    private static String good(Object... words) {
        Answer answer = recurve(words);
        assertEquals(0, answer.code(), answer.err());
        assertFalse(answer.err().contains("warning"), answer.err());
        return answer.out();
    }

    /** Every one of the six trials has one journal, which begins once and ends once: nothing was lost, or run twice. */
    private void assertEachRanOnce() {
        assertEquals(
                6, digests(good("show", "sums", "--json", "--store", store)).size());
        for (MatchResult id : Pattern.compile("\"id\":\"(sha256:[0-9a-f]{64})\"")
                .matcher(good("show", "sums", "--json", "--store", store))
                .results()
                .toList()) {
            try (Store opened = Store.open(store)) {
                List<String> marks = new ArrayList<>();
                opened.reader().events(id.group(1), event -> {
                    switch (event) {
                        case Event.TrialStarted _ -> marks.add("began");
                        case Event.TrialEnded _ -> marks.add("ended");
                        default -> {}
                    }
                });
                assertEquals(List.of("began", "ended"), marks);
            }
        }
    }

    @Test
    void aStudyIsListedShownReportedAndSearchedWhileItRuns() throws Exception {
        Program running = Program.start(folder, List.of(), "run", file, "--store", store, "--jobs", 1, "--json");
        running.await(_ -> Files.isDirectory(store.resolve("trials")));
        int readings = 0;
        while (running.process().isAlive() && readings < 200) {
            assertTrue(good("list", "--store", store).contains("sums"));
            String shown = good("show", "sums", "--json", "--store", store);
            assertTrue(shown.contains("\"planned\":6"), shown);
            good("list", "--where", "study = 'sums' and not status = 'failed'", "--store", store);
            good("report", "sums", "--store", store);
            readings++;
        }
        assertEquals(0, running.code(), running.said());
        assertTrue(readings > 1, "it was read " + readings + " times");
        assertEquals(
                digests(good("show", "sums", "--json", "--store", store)), digests(Files.readString(running.out())));
        assertEachRanOnce();
    }

    private boolean hasJournal() {
        try (Stream<Path> files = Files.walk(store.resolve("trials"))) {
            return files.anyMatch(
                    file -> file.endsWith("journal") && file.toFile().length() > 0);
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    @Test
    void twoWritersOfOneStudyShareItsTrialsAndEndAlike() throws Exception {
        Object[] words = {"run", file, "--store", store, "--jobs", 1, "--json"};
        Program one = Program.start(folder, List.of(), words);
        one.await(_ -> hasJournal());
        one.signal("STOP"); // so that the other finds a trial that is begun, however late it starts
        Program other = Program.start(folder, List.of(), words);
        other.await(said -> said.contains("waiting for it"));
        one.signal("CONT");
        assertEquals(0, one.code(), one.said());
        assertEquals(0, other.code(), other.said());
        assertEquals(6, digests(Files.readString(one.out())).size());
        assertEquals(digests(Files.readString(one.out())), digests(Files.readString(other.out())));
        assertTrue(
                (one.said() + other.said())
                        .matches("(?s).*the trial [0-9a-f]{12} is being run by process \\d+: waiting for it.*"),
                one.said() + other.said());
        assertEachRanOnce();
    }

    @Test
    void aWriterTakesOverWhatAKilledOneLeft() throws Exception {
        Object[] words = {"run", file, "--store", store, "--jobs", 1, "--json"};
        Program first = Program.start(folder, List.of(), words);
        first.await(_ -> Files.isDirectory(store.resolve("trials")));
        Program second = Program.start(folder, List.of(), words);
        second.await(said -> said.contains("waiting for it"));
        first.signal("KILL");
        assertEquals(0, second.code(), second.said());
        assertEquals(6, digests(Files.readString(second.out())).size());
        assertEquals(
                digests(good("run", file, "--store", folder.resolve("alone"), "--json")),
                digests(Files.readString(second.out())));
    }
}
