package org.recurve.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.index.JournalPages;
import org.recurve.storage.index.OpenIndex;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEvents;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StoredEnd;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** More trials than one page has: questions about all of them read pages and no row of a trial. */
class JournalPagesTest {
    private static final int TRIALS = 1100;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        Many.fill(folder, 1, TRIALS, 2);
        try (Store store = Store.open(folder)) {
            assertEquals(TRIALS, store.reader().results().size());
        }
    }

    /** Whoever asks about each of very many trials would otherwise wait for minutes: a row that is read alone takes a while. */
    @Test
    void theEndsOfAllTrialsAreFoundByOneQuestionForEachPage() {
        Set<String> unread = new HashSet<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            unread.add(Sample.trial(trial));
        }
        int questions = 0;
        try (Store store = Store.open(folder)) {
            StoreReader reader = store.reader();
            while (!unread.isEmpty()) {
                String asked = unread.iterator().next();
                List<StoredEnd> ends = reader.endsBeside(asked);
                ends.forEach(end -> assertTrue(unread.remove(end.ended().trial()), "told once"));
                TrialView stored = reader.trial(asked).orElseThrow();
                assertTrue(ends.stream()
                        .anyMatch(end -> end.ended().trial().equals(asked)
                                && end.ended().metrics().equals(stored.metrics())
                                && end.trust() == stored.trust()));
                questions++;
            }
            assertEquals(List.of(), reader.endsBeside(Sample.trial(TRIALS)));
        }
        assertEquals(2, questions, "a thousand journals lie on a page");
    }

    @Test
    void noEventOfATrialIsReadFromItsRow() throws SQLException {
        String before = answers();
        OpenIndex.execute(folder, "update trial_event set started = X'00', ended = X'00'");
        assertEquals(before, answers());
    }

    /** Decrypting takes most of the time: of what pages say, nothing is read twice, neither on the way to the answer nor after it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void pagesAreReadOnce(@TempDir Path large) throws IOException, SQLException {
        Many.fill(large, 1, TRIALS, 100);
        read(large);
        long pages = OpenIndex.number(large, "select sum(octet_length(standing)) from journal_page")
                + OpenIndex.number(large, "select sum(octet_length(events)) from journal_page_events");
        long most = Long.MAX_VALUE; // the first meets classes, too; opening takes about half of what the pages take
        for (int i = 0; i < 3; i++) {
            long before = bytesRead();
            read(large);
            most = Math.min(most, bytesRead() - before);
        }
        assertTrue(most < 2 * pages, most + " bytes for pages of " + pages);
    }

    private static void read(Path store) {
        try (Store open = Store.openToAsk(store)) {
            assertEquals(
                    TRIALS,
                    open.reader().study("study-0").orElseThrow().trials().size());
        }
    }

    /** Returns how many bytes this process has read from files. */
    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }

    @Test
    void pagesSayWhatTheTablesSay() throws SQLException {
        String before = answers();
        OpenIndex.execute(folder, "delete from journal_page");
        assertEquals(before, answers());
    }

    @Test
    void aTrialThatChangesIsReadAnew() {
        try (Store store = Store.open(folder);
                EventRecorder recorder = store.recorder()) {
            Sample sample = new Sample(5);
            recorder.accept(sample.started(TRIALS, "study-0", "fresh", 7));
            assertEquals(Event.Status.RUNNING, standing(store.reader()));
            recorder.accept(sample.ended(TRIALS, Event.Status.DIVERGED));
            assertEquals(Event.Status.DIVERGED, standing(store.reader()));
        }
        try (Store store = Store.open(folder)) {
            assertEquals(Event.Status.DIVERGED, standing(store.reader()));
        }
    }

    @Test
    void whatIsAskedOfManyTrialsIsWhatIsAskedOfEach() {
        try (Store store = Store.open(folder)) {
            StoreReader reader = store.reader();
            List<String> trials = Stream.of(0, 2, 10, 20, 99, 100, 101, TRIALS - 1, TRIALS)
                    .map(Sample::trial)
                    .toList();
            var series = reader.steps(trials, "loss");
            var names = reader.stepNames(trials);
            assertEquals(trials.size() - 1, series.size());
            assertEquals(Set.copyOf(trials.subList(0, trials.size() - 1)), series.keySet());
            assertEquals(series.keySet(), names.keySet());
            for (String trial : trials.subList(0, trials.size() - 1)) {
                assertEquals(
                        Bits.of(reader.series(trial, "loss").values()),
                        Bits.of(series.get(trial).values()));
                assertEquals(reader.seriesNames(trial), names.get(trial));
            }
            assertEquals(TRIALS, reader.withSteps("loss").size());
            assertTrue(reader.withSteps("clipped").isEmpty());
            assertTrue(reader.withArtifact("findings").isEmpty());
        }
    }

    /** The journals are looked at while the index opens: all that happened to them before is in the first answer. */
    @Test
    void whoAsksAtOnceMissesNothing() throws IOException {
        try (Store store = Store.openToAsk(folder);
                EventRecorder recorder = store.recorder()) {
            assertEquals(TRIALS, store.reader().results().size());
            Sample sample = new Sample(5);
            recorder.accept(sample.started(TRIALS, "study-0", "fresh", 7));
            recorder.accept(sample.ended(TRIALS, Event.Status.FINISHED));
            assertEquals(Event.Status.FINISHED, standing(store.reader()));
        }
        Files.delete(StoreLayout.journal(layout().trial(Sample.trial(TRIALS))));
        Path journal = StoreLayout.journal(layout().trial(Sample.trial(3)));
        byte[] bytes = Files.readAllBytes(journal);
        bytes[bytes.length - 10] ^= 1;
        Files.write(journal, bytes);
        try (Store store = Store.openToAsk(folder)) {
            StoreReader reader = store.reader();
            assertEquals(TRIALS, reader.results().size());
            assertEquals(1, reader.damages().size());
            assertTrue(reader.damages().getFirst().startsWith(journal + ": damaged"));
        }
    }

    /** Between the two, whoever follows the journals may have written other pages. */
    @Test
    void eventsAreThoseOfPagesAsTheyAreNow() throws IOException {
        try (StoreIndex index = StoreIndex.open(layout())) {
            index.catchUp();
            JournalPages.KnownJournals before = index.journals();
            Files.delete(StoreLayout.journal(layout().trial(Sample.trial(3))));
            index.catchUp();
            List<TrialEvents> events = index.query(handle -> JournalPages.events(handle, before, _ -> true));
            assertEquals(TRIALS - 1, events.size());
            Map<String, String> variants = new HashMap<>();
            index.query(handle -> JournalPages.events(handle, index.journals(), _ -> true))
                    .forEach(each ->
                            variants.put(each.started().trial(), each.started().variant()));
            events.forEach(each -> assertEquals(
                    variants.get(each.started().trial()), each.started().variant()));
            assertEquals(TRIALS - 1, variants.size());
        }
    }

    private StoreLayout layout() {
        return new StoreLayout(folder);
    }

    private static Event.Status standing(StoreReader reader) {
        return reader.results().stream()
                .filter(trial -> trial.id().equals(Sample.trial(TRIALS)))
                .map(trial -> trial.status())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> configurations(StoreReader reader) {
        Map<String, String> all = new HashMap<>();
        reader.configurations(_ -> true, (trial, configuration) -> assertNull(all.put(trial, configuration), trial));
        assertEquals(TRIALS, all.size());
        return all;
    }

    private String answers() {
        try (Store store = Store.open(folder)) {
            StoreReader reader = store.reader();
            StudyView study = reader.study("study-0").orElseThrow();
            assertEquals(TRIALS, study.trials().size());
            TrialView first = study.trials().getFirst();
            return Bits.of(reader.studies())
                    + Bits.of(study.plan())
                    + Bits.of(first)
                    + Bits.of(study.trials().getLast())
                    + configurations(reader).hashCode()
                    + reader.results().size();
        }
    }
}
