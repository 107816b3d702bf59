package org.recurve.app.queue;

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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.problem.UserError;
import org.recurve.app.queue.QueueNote.Beat;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Layout;
import org.recurve.app.queue.QueueNote.Offer;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.run.FrameworkVersion;
import org.recurve.app.worker.TrialPackage;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.KeptWeights;

/** One worker has a trial at a time; it is another one's when that gives it back, or gives no sign of life. */
class TrialSearchTest {
    private static final String NAME = "ab".repeat(32);

    @TempDir
    Path root;

    private QueueFolder folder = new QueueFolder(Path.of(""));
    private long now;

    @BeforeEach
    void open() {
        folder = QueueFolder.open(root.resolve("queue"));
    }

    private TrialSearch search(String worker) {
        return new TrialSearch(folder, worker, () -> now);
    }

    private static Offer offer(String recurve, int arithmetic, String avoided) {
        TrialPackage trial = new TrialPackage(
                "sha256:" + NAME,
                "study",
                "baseline",
                "",
                0,
                1,
                "{}",
                Map.of(),
                CheckpointRule.EACH_HALF_MINUTE,
                KeptWeights.NONE,
                List.of(),
                Optional.empty());
        return new Offer(recurve, arithmetic, trial, 0, List.of(), avoided);
    }

    private QueuedTrial offered(String avoided) throws IOException {
        return folder.offer(NAME, offer(FrameworkVersion.VERSION, FrameworkVersion.ARITHMETIC, avoided));
    }

    @Test
    void oneOfSeveralTakesATrial() throws IOException {
        QueuedTrial trial = offered("");
        assertEquals(Optional.of(trial), folder.trial(NAME));
        assertEquals(Optional.empty(), folder.trial(NAME + QueueFolder.AGAIN));
        assertEquals(0, search("one").next().orElseThrow().turn());
        assertTrue(search("two").next().isEmpty());
        assertFalse(trial.take(0, new Held("two")));
        assertEquals(Optional.of(new Held("one")), trial.look(0));
    }

    @Test
    void whatIsGivenBackIsAnybodys() throws IOException {
        QueuedTrial trial = offered("");
        assertEquals(0, search("one").next().orElseThrow().turn());
        assertTrue(trial.take(1, new Free(false, "its time was up")));
        assertEquals(2, search("two").next().orElseThrow().turn());
        assertTrue(trial.take(3, new Done()));
        assertTrue(search("three").next().isEmpty());
    }

    @Test
    void aWorkerThatGivesNoSignOfLifeLosesItsTrial() throws IOException {
        offered("");
        folder.beat("one").replace(new Beat(1, 1000));
        assertEquals(0, search("one").next().orElseThrow().turn());
        TrialSearch other = search("two");
        for (int second = 0; second < 12; second++) {
            assertTrue(other.next().isEmpty());
            now += Duration.ofSeconds(1).toNanos();
        }
        assertEquals(1, other.next().orElseThrow().turn());
    }

    @Test
    void aWorkerWhoseClockIsWrongKeepsItsTrial() throws IOException {
        offered("");
        folder.beat("one").replace(new Beat(1, 1000));
        assertEquals(0, search("one").next().orElseThrow().turn());
        TrialSearch other = search("two");
        for (int second = 0; second < 60; second++) {
            folder.beat("one").replace(new Beat(-second, 1000)); // another one, whatever it counts
            Files.setLastModifiedTime(
                    folder.beat("one").path(), java.nio.file.attribute.FileTime.fromMillis(1000L * second));
            assertTrue(other.next().isEmpty());
            now += Duration.ofSeconds(1).toNanos();
        }
    }

    @Test
    void otherVersionsAreRefusedWithTheReason() throws IOException {
        folder.offer(NAME, offer(FrameworkVersion.VERSION, FrameworkVersion.ARITHMETIC - 1, ""));
        assertTrue(search("one").next().isEmpty());
        List<Refusal> refusals = folder.trial(NAME).orElseThrow().refusals();
        assertEquals("one", refusals.getFirst().worker());
        assertTrue(refusals.getFirst().reason().contains("version 1 of the arithmetic"), refusals.toString());
        folder.offer("cd".repeat(32), offer("0.0.1", FrameworkVersion.ARITHMETIC, ""));
        assertTrue(search("one").next().isEmpty());
        assertTrue(folder.trial("cd".repeat(32)).orElseThrow().isRefusedBy("one"));
        assertFalse(folder.trial("cd".repeat(32)).orElseThrow().isRefusedBy("two"));
    }

    @Test
    void aTrialToBeConfirmedIsLeftToOthersForAWhile() throws IOException {
        offered("one");
        TrialSearch same = search("one");
        assertTrue(same.next().isEmpty());
        now += Duration.ofSeconds(11).toNanos();
        assertTrue(same.next().isPresent());
    }

    @Test
    void aTrialThatASlowWorkerHasIsTheLastChoiceOfOthersAndNeverItsOwn() throws IOException {
        Offer offer = offer(FrameworkVersion.VERSION, FrameworkVersion.ARITHMETIC, "slow");
        QueuedTrial spare = folder.offer(NAME + QueueFolder.SPARE, offer);
        QueuedTrial other = folder.offer("cd".repeat(32), offer);
        assertEquals(Optional.of(spare), folder.trial(NAME + QueueFolder.SPARE));
        assertEquals(Optional.empty(), folder.trial(NAME));
        TrialSearch slow = search("slow");
        TrialSearch fast = search("fast");
        assertEquals(other, fast.next().orElseThrow().trial());
        now += Duration.ofHours(1).toNanos();
        assertTrue(slow.next().isEmpty());
        assertEquals(spare, fast.next().orElseThrow().trial());
    }

    @Test
    void aTrialThatIsClosedIsNobodysAnyMore() throws IOException {
        QueuedTrial trial = offered("");
        assertFalse(trial.close(), "nobody has it");
        assertTrue(search("one").next().isEmpty());
        trial.withdraw();
        QueuedTrial held = offered("");
        assertEquals(0, search("one").next().orElseThrow().turn());
        assertTrue(held.close());
        assertFalse(held.take(1, new Free(false, "told to end")));
        assertTrue(held.close());
        assertTrue(search("two").next().isEmpty());
    }

    @Test
    void whatCannotBeReadIsNobodysAndTaken() throws IOException {
        QueuedTrial trial = offered("");
        Files.write(trial.folder().resolve("turn-0"), new byte[] {1, 2, 3}); // torn: whoever wrote it was killed
        assertEquals(Optional.of(new Held("")), trial.look(0));
        TrialSearch search = search("one");
        for (int second = 0; second < 60; second++) {
            assertTrue(search.next().isEmpty());
            now += Duration.ofSeconds(1).toNanos();
        }
        assertEquals(1, search.next().orElseThrow().turn());
        Files.write(trial.offer().path(), new byte[] {9});
        trial.take(2, new Free(true, ""));
        assertTrue(search.next().isEmpty());
        assertTrue(trial.isRefusedBy("one"));
    }

    @Test
    void linksAndStrangeNamesAreNoTrials() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(folder.root().resolve("trials").resolve(NAME + "-" + "0".repeat(36)), elsewhere);
        Files.createDirectory(folder.root().resolve("trials").resolve("..-x"));
        assertTrue(search("one").next().isEmpty());
        assertEquals(List.of(), QueueFolder.names(elsewhere));
        assertEquals(Optional.empty(), QueueFolder.worker("../../store"));
        assertEquals(Optional.empty(), folder.lastBeat("../layout"));
    }

    @Test
    void withdrawnTrialsAreGoneForWhoeverHoldsThem() throws IOException {
        QueuedTrial trial = offered("");
        assertEquals(0, search("one").next().orElseThrow().turn());
        trial.withdraw();
        assertFalse(trial.take(1, new Done()));
        assertEquals(List.of(), folder.trials());
        trial.withdraw();
        QueuedTrial again = offered("");
        assertFalse(trial.take(1, new Done())); // whoever held the earlier one says nothing about this one
        assertTrue(again.latest().isEmpty());
    }

    @Test
    void aJarIsWhatItsDigestSays() throws IOException {
        Path jar = Files.write(root.resolve("a.jar"), new byte[] {1, 2, 3});
        String digest = folder.keep(jar);
        Path copies = root.resolve("copies");
        assertEquals(-1, Files.mismatch(jar, folder.fetch(digest, copies)));
        Files.delete(copies.resolve(digest + ".jar"));
        Files.write(folder.root().resolve("jars").resolve(digest + ".jar"), new byte[] {4});
        assertTrue(assertThrows(IOException.class, () -> folder.fetch(digest, copies))
                .getMessage()
                .contains("is not the one that the study uses"));
        assertThrows(IOException.class, () -> folder.fetch("../../a", copies));
    }

    @Test
    void aFolderOfAnotherLayoutIsLeftAlone() throws IOException {
        new NoteFile(folder.root().resolve("layout")).replace(new Layout(2));
        assertTrue(assertThrows(UserError.class, () -> QueueFolder.open(folder.root()))
                .getMessage()
                .contains("another version of Recurve"));
    }
}
