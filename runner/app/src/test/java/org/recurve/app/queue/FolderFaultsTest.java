package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.storage.journal.JournalReader;

/** What a run makes of workers that come to harm, or do some. */
class FolderFaultsTest extends PlayedWorkers {
    FolderFaultsTest() {
        super(2, 1);
    }

    /** A worker gives no sign of life after some steps, and another one takes over; returns both, before their ends. */
    private List<Sending> takenOver() throws Exception {
        Played first = new Played("ada");
        Sending lost = first.begin(first.take());
        lost.send(0, 5, UnaryOperator.identity());
        Played second = new Played("grace");
        TakenTrial again = second.take();
        assertEquals(lost.taken.trial(), again.trial());
        Sending instead = second.begin(again);
        instead.send(0, 9, UnaryOperator.identity());
        awaitRecord(again.offer().trial().identity(), 7);
        return List.of(lost, instead);
    }

    @Test
    void aWorkerThatComesBackFromTheDeadIsAConfirmationAndCounted() throws Exception {
        CompletableFuture<Answer> run = away();
        List<Sending> both = takenOver();
        both.getFirst().send(5, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(!both.getFirst().end(), "somebody else has the trial");
        both.getLast().send(9, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(both.getLast().end());
        Played worker = both.getLast().worker;
        worker.train(worker.take());
        assertSame(run);
        assertTrue(
                run.get().err().matches("(?s).*g[ai]ves? no sign of life.*"),
                run.get().err());
        String report = Files.readString(folder.resolve("away/reports/sums.html"));
        assertTrue(report.contains("Independently reproduced: 1 of 2 trials"), report);
        assertTrue(report.contains("1 trial was computed on two machines, with equal bits."), report);
    }

    @Test
    void aWorkerThatComesBackWithAnotherBitStopsTheStudyAndBothAreNamed() throws Exception {
        CompletableFuture<Answer> run = away();
        List<Sending> both = takenOver();
        both.getFirst().send(5, Integer.MAX_VALUE, event -> flipped(event, 7));
        both.getFirst().end();
        both.getLast().send(9, Integer.MAX_VALUE, UnaryOperator.identity());
        both.getLast().end();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String said : List.of("at step 7 (epoch 2): loss was ", "host ada", "host grace")) {
            assertTrue(answer.err().contains(said), answer.err());
        }
    }

    @Test
    void aConfirmedTrialIsTrainedByAnotherWorkerAndAnotherBitStopsTheStudy() throws Exception {
        CompletableFuture<Answer> run = away("--confirm", "100%");
        Played first = new Played("ada");
        first.train(first.take());
        Played second = new Played("grace");
        TakenTrial again = second.take();
        if (again.offer().avoided().isEmpty()) { // the other trial, as the run had not yet read of the first
            second.train(again);
            again = second.take();
        }
        assertEquals("ada", again.offer().avoided());
        Sending sending = second.begin(again);
        sending.send(0, Integer.MAX_VALUE, event -> flipped(event, 3));
        sending.end();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String said : List.of("at step 3 (epoch 1): loss was ", "host ada", "host grace")) {
            assertTrue(answer.err().contains(said), answer.err());
        }
    }

    @Test
    void whatMessagesThatAreLostOrDoubledLackIsTrainedAgain() throws Exception {
        CompletableFuture<Answer> run = away();
        Played worker = new Played("ada");
        for (boolean doubled : List.of(true, false)) {
            Sending sending = worker.begin(worker.take());
            sending.send(0, 4, UnaryOperator.identity());
            sending.send(doubled ? 3 : 5, Integer.MAX_VALUE, UnaryOperator.identity());
            sending.end();
        }
        worker.train(worker.take());
        worker.train(worker.take());
        assertSame(run);
        for (String said : List.of("sent step 3 after step 3", "sent the end of epoch 1 (step 4) after step 3")) {
            assertTrue(run.get().err().contains(said), run.get().err());
        }
    }

    @Test
    void aWorkerOfAnOlderVersionLeavesTrialsToOthersWhateverTheirClocksSay() throws Exception {
        CompletableFuture<Answer> run = away();
        Played early = new Played("grace", 60_000);
        new Played("ada")
                .offered()
                .refuse(new Refusal("ada", "it is of version 0.2 of Recurve, and this is version 0.1"));
        for (int each = 0; each < 2; each++) {
            early.begin(early.take()).train(Duration.ofDays(-30 * 365));
            Files.setLastModifiedTime(queue.beat("grace").path(), FileTime.fromMillis(each));
        }
        assertSame(run);
        List<Event> recorded = new ArrayList<>();
        Path trials = folder.resolve("away/trials");
        for (String each : QueueFolder.names(trials)) {
            new JournalReader(trials.resolve(each).resolve("journal")).forEach(recorded::add);
        }
        assertTrue(
                recorded.stream()
                        .allMatch(it -> !(it instanceof TrialStarted started)
                                || started.measuredAt().isBefore(Instant.parse("2000-01-01T00:00:00Z"))),
                "they say when they began by the wrong clock");
    }

    @Test
    void aStudyThatNoWorkerCanTrainEndsAndEachReasonIsNamed() throws Exception {
        CompletableFuture<Answer> run = away();
        Played first = new Played("ada");
        Played second = new Played("grace");
        QueuedTrial trial = first.offered();
        second.live();
        trial.refuse(new Refusal("ada", "its data are not here"));
        trial.refuse(new Refusal("grace", "it is of another version"));
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String said : List.of(" trains it:", "ada: its data are not here", "grace: it is of another version")) {
            assertTrue(answer.err().contains(said), answer.err());
        }
    }

    @Test
    void whatATornFileLacksIsTrainedByAnother() throws Exception {
        CompletableFuture<Answer> run = away();
        Played first = new Played("ada");
        TakenTrial taken = first.take();
        Sending sending = first.begin(taken);
        sending.send(0, 6, UnaryOperator.identity());
        try (OutputStream torn = Files.newOutputStream(taken.trial().result(taken.turn()), StandardOpenOption.APPEND)) {
            torn.write(new byte[] {0, 0, 1, 0, 3, 7, 7, 7, 9, 9});
            torn.write(new byte[300]);
        }
        Played second = new Played("grace");
        second.train(second.take());
        second.train(second.take());
        assertSame(run);
    }

    @Test
    void aTrialThatOneMachineLacksTheDataOfIsTrainedByAnother() throws Exception {
        Program run = program();
        Played poor = new Played("ada");
        Played rich = new Played("grace", 60_000); // alive however slow this machine is
        TakenTrial taken = poor.take();
        taken.trial().refuse(new Refusal("ada", "there is no file digits.csv in /home"));
        taken.trial().take(taken.turn() + 1, new QueueNote.Free(false, "there is no file digits.csv in /home"));
        String told = "the worker ada does not train it: there is no file digits.csv in /home";
        run.await(said -> said.contains(told));
        rich.train(rich.take());
        rich.train(rich.take());
        assertEquals(0, run.code(), run.said());
        assertTrue(run.said().contains(told), run.said());
        assertSameTrials();
    }

    @Test
    void aRunThatIsKilledFindsWhatWasTrainedMeanwhile() throws Exception {
        Program killed = program();
        Played worker = new Played("ada");
        Sending sending = worker.begin(worker.take());
        sending.send(0, 5, UnaryOperator.identity());
        killed.signal("KILL");
        assertEquals(137, killed.code());
        sending.send(5, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(sending.end());
        CompletableFuture<Answer> run = away();
        TakenTrial other = worker.take();
        assertTrue(
                !other.offer()
                        .trial()
                        .identity()
                        .equals(sending.taken.offer().trial().identity()),
                "nothing is trained twice");
        worker.train(other);
        assertSame(run);
    }
}
