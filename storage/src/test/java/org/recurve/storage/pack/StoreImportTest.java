package org.recurve.storage.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.storage.pack.Stores.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Sample;
import org.recurve.storage.Store;
import org.recurve.storage.TrialClaim;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

class StoreImportTest {
    @TempDir
    Path folder;

    private Path here;
    private Path there;

    @BeforeEach
    void name() {
        here = folder.resolve("here");
        there = folder.resolve("there");
    }

    private ImportSummary join(Path source) {
        try (Store store = Store.open(here)) {
            return StoreImport.join(source, here, store.reader(), Stores.ADMISSION, damage -> {});
        }
    }

    private ImportSummary joinAsOwn(Path source) {
        try (Store store = Store.open(here)) {
            return StoreImport.join(source, here, store.reader(), Stores.OWN, damage -> {});
        }
    }

    private Path packed(Path store) {
        Path pack = folder.resolve("s.recurve.zip");
        try (Store opened = Store.open(store)) {
            new PackWriter()
                    .summary("{}")
                    .folders(store, opened.reader().folders("s"))
                    .write(pack);
        }
        return pack;
    }

    private TrialView trial(int number) {
        try (Store store = Store.open(here)) {
            return store.reader().trial(Sample.trial(number)).orElseThrow();
        }
    }

    private static Map<String, Long> files(Path store) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(store)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = store.relativize(file).toString();
                if (!name.startsWith("store.")
                        && !name.endsWith("lock")
                        && !name.matches("studies/.*/(sequence|imported)")) {
                    files.put(name, Files.size(file));
                }
            }
        }
        return files;
    }

    @Test
    void whatIsPackedComesBackWholeElsewhere() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        run(there, 2, 2, Status.FAILED, "");
        run(there, 3, 3, Status.RUNNING, "");
        run(there, 4, 4, Status.DIVERGED, "sha256:d");
        ImportSummary importSummary = joinAsOwn(packed(there));
        List<String> trials = Stream.of(1, 2, 3, 4).map(Sample::trial).toList();
        assertEquals(new ImportSummary(List.of("s"), 4, 0, 0, 0, List.of(), trials, List.of()), importSummary);
        assertEquals(files(there), files(here));
        try (Store from = Store.open(there);
                Store to = Store.open(here)) {
            StoreReader theirs = from.reader();
            StoreReader ours = to.reader();
            assertEquals(theirs.studies(), ours.studies());
            for (int number = 1; number <= 4; number++) {
                String trial = Sample.trial(number);
                assertEquals(theirs.trial(trial), ours.trial(trial));
                assertEquals(events(theirs, trial), events(ours, trial));
                assertEquals(
                        List.of(1L),
                        ours.checkpoints(trial).stream().map(Checkpoint::step).toList());
            }
            try (EventRecorder recorder = to.recorder()) {
                assertEquals(TrialClaim.FINISHED, recorder.claim(Sample.trial(1)));
                assertEquals(TrialClaim.GRANTED, recorder.claim(Sample.trial(3)));
                assertEquals(Optional.of(1L), recorder.resume(Sample.trial(3)).map(Checkpoint::step), "goes on here");
            }
        }
    }

    private static List<Event> events(StoreReader reader, String trial) {
        List<Event> events = new ArrayList<>();
        reader.events(trial, events::add);
        return events;
    }

    @Test
    void theSameStoreGivesTheSamePack() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        byte[] once = Files.readAllBytes(packed(there));
        byte[] again = Files.readAllBytes(packed(there));
        assertEquals(List.of(once.length, -1), List.of(again.length, java.util.Arrays.mismatch(once, again)));
    }

    @Test
    void anotherRunWithTheSameDigestCountsAsReproduced() throws IOException {
        run(here, 1, 1, Status.FINISHED, "sha256:e");
        run(there, 2, 1, Status.FINISHED, "sha256:e");
        Path pack = packed(there);
        assertEquals(1, join(pack).reproduced());
        Instant own = new Sample(1).started(1, "s", "v", 1).measuredAt();
        Instant other = new Sample(2).started(1, "s", "v", 1).measuredAt();
        assertEquals(1, trial(1).reproductions().size());
        assertEquals(
                List.of(own, other).stream().sorted().toList(),
                List.of(trial(1).started(), trial(1).reproductions().getFirst().started()).stream()
                        .sorted()
                        .toList());
        Map<String, Long> files = files(here);
        ImportSummary again = join(pack);
        assertEquals(List.of(0, 1), List.of(again.reproduced(), again.known()), "a copy is no reproduction");
        assertEquals(1, join(there).known());
        assertEquals(files, files(here));
        try (Store store = Store.open(here)) {
            store.reindex();
        }
        assertEquals(1, trial(1).reproductions().size());
    }

    @Test
    void reproductionsTravelWithTheStudy() {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        Path third = folder.resolve("third");
        run(third, 2, 1, Status.FINISHED, "sha256:e");
        try (Store store = Store.open(there)) {
            StoreImport.join(third, there, store.reader(), Stores.ADMISSION, damage -> {});
        }
        ImportSummary importSummary = join(packed(there));
        assertEquals(List.of(1, 1), List.of(importSummary.added(), importSummary.reproduced()));
        assertEquals(1, trial(1).reproductions().size());
    }

    @Test
    void anotherDigestIsALoudErrorThatChangesNothing() throws IOException {
        run(here, 1, 2, Status.FINISHED, "sha256:e");
        run(there, 2, 1, Status.FINISHED, "sha256:new");
        run(there, 3, 2, Status.FINISHED, "sha256:f");
        Map<String, Long> files = files(here);
        for (Path source : List.of(there, packed(there))) {
            StoreException loud = assertThrows(StoreException.class, () -> join(source));
            assertTrue(loud.getMessage().contains("\"s/v/2\" came to another result"), loud.getMessage());
            assertTrue(loud.getMessage().contains("digest: here sha256:e, there sha256:f"), loud.getMessage());
            assertEquals(files, files(here));
        }
    }

    @Test
    void anUnfinishedTrialGivesWayToAFinishedOneAndNotTheOtherWay() {
        run(here, 1, 1, Status.INTERRUPTED, "sha256:half");
        run(there, 2, 1, Status.FINISHED, "sha256:e");
        assertEquals(1, join(there).added());
        assertEquals(Status.FINISHED, trial(1).status());
        assertEquals(0, trial(1).reproductions().size());
        run(folder.resolve("third"), 3, 1, Status.FAILED, "");
        assertEquals(1, join(folder.resolve("third")).passed());
        assertEquals(Status.FINISHED, trial(1).status());
    }

    @Test
    void aTrialThatIsBeingRunIsLeftAlone() throws Exception {
        run(there, 2, 1, Status.FINISHED, "sha256:e");
        try (Store store = Store.open(here);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(new Sample(1).started(1, "s", "v", 1));
            StoreException running = assertThrows(
                    StoreException.class,
                    () -> StoreImport.join(there, here, store.reader(), Stores.ADMISSION, damage -> {}));
            assertTrue(running.getMessage().contains("is running this trial"), running.getMessage());
        }
    }

    @Test
    void twoImportsDoNotMeet() {
        run(there, 2, 1, Status.FINISHED, "sha256:e");
        try (FolderLock other =
                FolderLock.tryLock(here.resolve("importing.lock")).orElseThrow()) {
            assertThrows(StoreException.class, () -> join(there));
        }
        assertEquals(1, join(there).added());
    }

    @Test
    void whatAKilledImportLeftIsSweptAway() throws IOException {
        run(there, 2, 1, Status.FINISHED, "sha256:e");
        Files.createDirectories(here.resolve("importing/staged/0"));
        join(there);
        assertFalse(Files.exists(here.resolve("importing")));
    }

    @Test
    void linksAndJournalsOfOthersAreRefused() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        run(there, 2, 2, Status.FINISHED, "sha256:e");
        Path journal =
                there.resolve("trials").resolve(Sample.trial(1).substring(7)).resolve("journal");
        Path secret = Files.move(journal, folder.resolve("secret"));
        Files.createSymbolicLink(journal, secret);
        assertThrows(RefusedPack.class, () -> join(there));
        Files.delete(journal);
        byte[] one = Files.readAllBytes(secret);
        byte[] two = Files.readAllBytes(
                there.resolve("trials").resolve(Sample.trial(2).substring(7)).resolve("journal"));
        byte[] both = java.util.Arrays.copyOf(one, one.length + two.length - 16);
        System.arraycopy(two, 16, both, one.length, two.length - 16);
        Files.write(journal, both);
        assertThrows(RefusedPack.class, () -> join(there));
        assertFalse(Files.exists(here.resolve("trials")));
    }
}
