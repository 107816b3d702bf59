package org.recurve.storage.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.storage.pack.Stores.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.TrialView;

/** What others say that trials came to, and in which order runs stand, whatever their clocks and journals claim. */
class TrustTest {
    @TempDir
    Path folder;

    private Path here;
    private Path there;

    @BeforeEach
    void name() {
        here = folder.resolve("here");
        there = folder.resolve("there");
    }

    private static ImportSummary join(Path source, Path into, ImportAdmission admission) {
        try (Store store = Store.open(into)) {
            return StoreImport.join(
                    source,
                    into,
                    store.reader(),
                    new ImportAdmission(admission.identity(), admission.own(), store.nextSequence()),
                    damage -> {});
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

    private static TrialView trial(Path store, int number) {
        try (Store opened = Store.open(store)) {
            return opened.reader().trial(Sample.trial(number)).orElseThrow();
        }
    }

    private static TrialTrust trust(Path store, int number) {
        return trial(store, number).trust();
    }

    @Test
    void whatIsImportedIsMarkedUntilItIsReproduced() {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        run(here, 2, 2, Status.FINISHED, "sha256:f");
        join(packed(there), here, Stores.ADMISSION);
        assertEquals(TrialTrust.IMPORTED, trust(here, 1));
        assertEquals(TrialTrust.OWN, trust(here, 2));
        try (Store store = Store.open(here)) {
            store.reindex();
            assertEquals(1, store.reader().studies().getFirst().imported() + imported(store), "survives");
            store.reproduced(Sample.trial(1));
            store.reproduced(Sample.trial(2));
        }
        assertEquals(TrialTrust.VERIFIED, trust(here, 1));
        assertEquals(TrialTrust.OWN, trust(here, 2));
    }

    private static long imported(Store store) {
        return store.reader().results().stream()
                        .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                        .count()
                - store.reader().studies().stream()
                        .mapToInt(StudySummary::imported)
                        .sum();
    }

    @Test
    void packingDoesNotLaunderAndOnesOwnWordCoversOnlyOnesOwnRuns() {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        join(there, here, Stores.ADMISSION);
        run(here, 2, 2, Status.FINISHED, "sha256:f");
        Path third = folder.resolve("third");
        join(packed(here), third, Stores.OWN);
        assertEquals(List.of(TrialTrust.IMPORTED, TrialTrust.OWN), List.of(trust(third, 1), trust(third, 2)));
        Path fourth = folder.resolve("fourth");
        join(packed(third), fourth, Stores.ADMISSION);
        assertEquals(List.of(TrialTrust.IMPORTED, TrialTrust.IMPORTED), List.of(trust(fourth, 1), trust(fourth, 2)));
        assertEquals(2, join(packed(third), fourth, Stores.OWN).known());
        assertEquals(
                List.of(TrialTrust.IMPORTED, TrialTrust.OWN), List.of(trust(fourth, 1), trust(fourth, 2)), "late word");
    }

    @Test
    void aMarkInAPackMakesNothingVerified() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        Path mark =
                there.resolve("trials").resolve(Sample.trial(1).substring(7)).resolve("imported");
        Files.writeString(mark, "verified\n");
        join(packed(there), here, Stores.ADMISSION);
        assertEquals(TrialTrust.IMPORTED, trust(here, 1));
        Files.writeString(mark, "own\u0000\n");
        try (Store store = Store.open(there)) {
            store.reindex();
        }
        assertEquals(TrialTrust.IMPORTED, trust(there, 1), "what cannot be understood proves nothing");
    }

    @Test
    void whoTrustsNobodyTrainsAnewAndWhatWasImportedIsKept() {
        run(there, 1, 1, Status.FINISHED, "sha256:forged");
        run(there, 2, 3, Status.RUNNING, "");
        join(packed(there), here, Stores.ADMISSION);
        try (Store store = Store.open(here);
                EventRecorder recorder = store.recorder(TrialTrust.OWN)) {
            assertEquals(TrialClaim.GRANTED, recorder.claim(Sample.trial(3)));
            assertEquals(Optional.empty(), recorder.resume(Sample.trial(3)).map(Checkpoint::step), "of a stranger");
            recorder.release(Sample.trial(3));
        }
        try (Store store = Store.open(here);
                EventRecorder careless = store.recorder();
                EventRecorder recorder = store.recorder(TrialTrust.OWN)) {
            assertEquals(TrialClaim.FINISHED, careless.claim(Sample.trial(1)));
            assertEquals(TrialClaim.GRANTED, recorder.claim(Sample.trial(1)));
            recorder.accept(new Sample(9).started(1, "s", "v", 1));
            assertEquals(
                    "sha256:forged",
                    store.reader().trial(Sample.trial(1)).orElseThrow().digest(),
                    "until then");
            recorder.accept(new Event.TrialEnded(
                    Sample.trial(1),
                    Status.FINISHED,
                    "",
                    1,
                    Map.of("test.accuracy", 0.25),
                    "sha256:true",
                    Duration.ofSeconds(1),
                    Instant.EPOCH));
            assertEquals(
                    "sha256:true",
                    store.reader().trial(Sample.trial(1)).orElseThrow().digest());
            assertEquals(
                    TrialTrust.OWN,
                    store.reader().trial(Sample.trial(1)).orElseThrow().trust());
            assertEquals(
                    2,
                    store.reader().folders("s").stream()
                            .filter(path ->
                                    path.toString().contains(Sample.trial(1).substring(7)))
                            .count());
        }
        try (Store store = Store.open(here)) {
            store.reindex();
        }
        assertEquals("sha256:true", trial(here, 1).digest());
    }

    @Test
    void aTrialThatSaysItIsAnotherIsRefused() {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        ImportAdmission suspicious = new ImportAdmission(started -> Sample.trial(7), false, 1);
        RefusedPack refusedPack = assertThrows(RefusedPack.class, () -> join(there, here, suspicious));
        assertTrue(refusedPack.getMessage().contains("trial: it says that it is the trial"), refusedPack.getMessage());
        assertTrue(Files.notExists(here.resolve("trials")), "before anything is stored");
    }

    private static void plan(Path store, Instant at, String question) {
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            recorder.accept(
                    new Event.StudyStarted("s", question, "study: s\n", List.of(Sample.plan(1, "v", 1)), "{}", at));
            recorder.accept(new Event.StudyEnded("s", Map.of(), Duration.ofSeconds(1)));
        }
    }

    private static String question(Path store) {
        try (Store opened = Store.open(store)) {
            return opened.reader().study("s").orElseThrow().question();
        }
    }

    @Test
    void aClockOnceAheadAndAnImportedFutureHijackNothing() throws IOException {
        plan(here, Instant.parse("2100-01-01T00:00:00Z"), "ahead");
        plan(here, Instant.parse("2026-01-01T00:00:00Z"), "mine");
        assertEquals("mine", question(here));
        plan(there, Instant.parse("2200-01-01T00:00:00Z"), "a stranger's");
        join(packed(there), here, Stores.OWN);
        assertEquals("mine", question(here));
        try (Store store = Store.open(here)) {
            store.reindex();
        }
        assertEquals("mine", question(here));
        Path fresh = folder.resolve("fresh");
        join(packed(here), fresh, Stores.ADMISSION);
        plan(fresh, Instant.parse("1999-01-01T00:00:00Z"), "here now");
        assertEquals("here now", question(fresh));
        try (Stream<Path> runs = Files.list(here.resolve("studies"))) {
            for (Path run : runs.toList()) { // as stores were before there was an order
                Files.deleteIfExists(run.resolve("sequence"));
                Files.deleteIfExists(run.resolve("imported"));
            }
        }
        try (Store store = Store.open(here)) {
            store.reindex();
        }
        assertEquals("a stranger's", question(here), "old stores keep their order");
        plan(here, Instant.parse("2026-01-02T00:00:00Z"), "at last");
        assertEquals("at last", question(here));
    }

    @Test
    void aRunOfOnesOwnIsNotReplacedByWhatAPackSaysItBecame() throws IOException {
        plan(here, Instant.EPOCH, "mine");
        Path run;
        try (Stream<Path> runs = Files.list(here.resolve("studies"))) {
            run = runs.findFirst().orElseThrow();
        }
        byte[] mine = Files.readAllBytes(run.resolve("journal"));
        plan(there, Instant.EPOCH, "theirs");
        Path theirs;
        try (Stream<Path> runs = Files.list(there.resolve("studies"))) {
            theirs = runs.findFirst().orElseThrow();
        }
        byte[] more = Files.readAllBytes(theirs.resolve("journal"));
        byte[] grown = java.util.Arrays.copyOf(mine, mine.length + more.length - 16);
        System.arraycopy(more, 16, grown, mine.length, more.length - 16);
        Files.write(theirs.resolve("journal"), grown);
        Files.move(theirs, theirs.resolveSibling(run.getFileName()));
        join(there, here, Stores.ADMISSION);
        assertEquals("mine", question(here));
        assertEquals(-1, java.util.Arrays.mismatch(mine, Files.readAllBytes(run.resolve("journal"))));
    }

    @Test
    void aCopiedFolderIsPackedOnceAndASharedTrialDragsNoStudyAlong() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        Path trial = there.resolve("trials").resolve(Sample.trial(1).substring(7));
        for (String copy : List.of(" copy", "-2", "x")) {
            Path target = Files.createDirectory(trial.resolveSibling(trial.getFileName() + copy));
            Files.copy(trial.resolve("journal"), target.resolve("journal"));
        }
        try (Store store = Store.open(there);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(Sample.study("other", Instant.EPOCH, Sample.plan(1, "w", 1)));
            recorder.accept(new Event.StudyEnded("other", Map.of(), Duration.ZERO));
        }
        Path pack = folder.resolve("other.recurve.zip");
        try (Store store = Store.open(there)) {
            PackWriter writer =
                    new PackWriter().summary("{}").folders(there, store.reader().folders("other"));
            writer.write(pack);
            assertEquals(1, writer.trials());
        }
        ImportSummary importSummary = join(pack, here, Stores.ADMISSION);
        assertEquals(List.of(List.of("other"), 1), List.of(importSummary.studies(), importSummary.added()));
        try (Store store = Store.open(here)) {
            assertEquals(
                    List.of("other"),
                    store.reader().studies().stream().map(StudySummary::study).toList());
        }
        assertEquals(
                1,
                join(packed(there), folder.resolve("whole"), Stores.ADMISSION).added());
    }

    @Test
    void whatIsNoPackIsSaidToBeNone() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path source : List.of(Path.of("/dev/null"), empty)) {
            assertThrows(RefusedPack.class, () -> join(source, here, Stores.ADMISSION), source.toString());
        }
    }

    @Test
    void aPartThatAKillLeftIsDeletedAndOthersAreNot() throws IOException {
        run(there, 1, 1, Status.FINISHED, "sha256:e");
        Path left = Files.createFile(folder.resolve(".s.recurve.zip.999999999.part"));
        Path others = Files.createFile(folder.resolve(".t.recurve.zip.999999999.part"));
        packed(there);
        assertTrue(Files.notExists(left) && Files.exists(others));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    1, files.filter(file -> file.toString().endsWith(".part")).count());
        }
    }
}
