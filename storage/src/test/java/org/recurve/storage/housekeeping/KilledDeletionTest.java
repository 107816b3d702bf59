package org.recurve.storage.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.event.Event;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Sample;
import org.recurve.storage.Store;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.DeletionList;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StudySummary;

/** Every state that a kill can leave a deletion in. */
class KilledDeletionTest {
    private static final int TRIALS = 3;

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void name() {
        store = folder.resolve("store");
    }

    private void record(String study, int first) {
        Sample sample = new Sample(first);
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.accept(Sample.study(
                    study,
                    IntStream.range(first, first + TRIALS)
                            .mapToObj(trial -> Sample.plan(trial, "baseline", trial))
                            .toArray(Event.TrialPlan[]::new)));
            for (int trial = first; trial < first + TRIALS; trial++) {
                recorder.accept(sample.started(trial, study, "baseline", trial));
                recorder.accept(sample.ended(trial, Event.Status.FINISHED));
            }
            recorder.accept(new Event.StudyEnded(study, Map.of(), Duration.ofSeconds(1)));
        }
    }

    private List<String> entries(String study) {
        try (Store opened = Store.open(store)) {
            return RemovalPlan.of(store, opened.reader().contents(), Set.of(study), Set.of())
                    .entries();
        }
    }

    private List<String> studies() {
        try (Store opened = Store.open(store)) {
            opened.reindex();
            return opened.reader().studies().stream().map(StudySummary::study).toList();
        }
    }

    private static void assertWhole(Store opened, String study) {
        assertEquals(TRIALS, opened.reader().study(study).orElseThrow().trials().size());
    }

    static IntStream moved() {
        return IntStream.rangeClosed(0, TRIALS + 1);
    }

    /** Somebody may begin one of the trials after it was planned to delete them. */
    @Test
    void nothingGoesWhereOneIsRun() {
        record("busy", 1);
        List<String> entries = entries("busy");
        Path last = store.resolve(entries.getLast());
        try (FolderLock _ = FolderLock.tryLock(StoreLayout.lock(last)).orElseThrow()) {
            StoreException running = assertThrows(StoreException.class, () -> new StoreDeletion(store).delete(entries));
            assertTrue(String.valueOf(running.getMessage()).startsWith(last + ": process "), running.getMessage());
        }
        try (Store opened = Store.open(store)) {
            assertWhole(opened, "busy");
        }
    }

    @ParameterizedTest
    @MethodSource("moved")
    void onceListedNothingIsInTheStore(int moved) throws IOException {
        record("gone", 1);
        record("stays", 10);
        List<String> entries = entries("gone");
        assertEquals(TRIALS + 1, entries.size());
        DeletionList list = DeletionList.of(store, entries);
        list.write();
        for (String entry : entries.subList(0, moved)) {
            Files.move(store.resolve(entry), list.folder().resolve(entry.replace('/', '-')));
        }
        // Where nobody can go on, it is hidden all the same.
        try (FolderLock _ = FolderLock.tryLock(store.resolve("deleting.lock")).orElseThrow();
                Store opened = Store.open(store)) {
            assertEquals(
                    List.of("stays"),
                    opened.reader().studies().stream().map(StudySummary::study).toList());
            assertWhole(opened, "stays");
        }
        // Whoever opens it next goes on.
        assertEquals(List.of("stays"), studies());
        assertFalse(Files.exists(store.resolve("deleted")));
        for (String entry : entries) {
            assertFalse(Files.exists(store.resolve(entry)), entry);
        }
        // And the trials can be run again.
        record("gone", 1);
        assertEquals(Set.of("gone", "stays"), Set.copyOf(studies()));
    }

    @Test
    void beforeTheListIsWrittenAllIsInTheStore() throws IOException {
        record("gone", 1);
        DeletionList list = DeletionList.of(store, entries("gone"));
        Files.createDirectories(list.folder());
        Files.writeString(list.folder().resolve("list.next"), String.join("\n", list.entries()));
        assertEquals(List.of("gone"), studies());
        assertFalse(Files.exists(store.resolve("deleted")));
    }

    @Test
    void aTrialThatIsBeingDeletedIsNotBegun() {
        record("gone", 1);
        DeletionList.of(store, List.of(entry(1))).write();
        try (FolderLock _ = FolderLock.tryLock(store.resolve("deleting.lock")).orElseThrow();
                Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            StoreException refused = assertThrows(StoreException.class, () -> recorder.claim(Sample.trial(1)));
            assertTrue(String.valueOf(refused.getMessage()).contains("this trial is being deleted"));
        }
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.claim(Sample.trial(1));
        }
    }

    private String entry(int trial) {
        return store.relativize(new StoreLayout(store).trial(Sample.trial(trial)))
                .toString();
    }

    @ParameterizedTest
    @MethodSource("leadingElsewhere")
    void aListThatLeadsOutOfTheStoreIsNone(String entry) throws IOException {
        record("stays", 1);
        Path outside = Files.createDirectories(folder.resolve("outside/studies"));
        Path forged = Files.createDirectories(store.resolve("deleted/forged"));
        Files.writeString(forged.resolve("list"), entry.replace("OUTSIDE", outside.toString()));
        assertEquals(List.of("stays"), studies());
        assertTrue(Files.exists(outside));
        assertThrows(IllegalArgumentException.class, () -> new DeletionList(forged, List.of(entry)));
    }

    static Stream<String> leadingElsewhere() {
        return Stream.of(
                "OUTSIDE",
                "trials/../../OUTSIDE",
                "studies/..",
                "studies/.",
                "trials",
                "trials/",
                "store.mv.db",
                "../x",
                "");
    }
}
