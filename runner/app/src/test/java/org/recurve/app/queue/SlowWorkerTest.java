package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recurve.app.command.Shell.Answer;

/** Trials of slow workers are trained by others as well, when nothing else is left; of two results the first one counts. */
class SlowWorkerTest extends PlayedWorkers {
    private static final int MANY = Integer.MAX_VALUE;

    SlowWorkerTest() {
        super(5, 5);
    }

    private Sending slow(String name) throws Exception {
        Played worker = new Played(name, 60_000); // alive all the time
        Sending slow = worker.begin(worker.take());
        slow.send(0, 6, UnaryOperator.identity());
        return slow;
    }

    private static String identity(Sending sending) {
        return sending.taken.offer().trial().identity();
    }

    /** Returns what this worker sends of the spares of both, in their order. */
    private List<Sending> spares(Played worker, Sending first, Sending second) throws Exception {
        Map<String, Sending> spares = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            TakenTrial taken = worker.take();
            assertTrue(taken.trial().isSpare());
            spares.put(taken.offer().trial().identity(), worker.begin(taken));
        }
        for (Sending slow : List.of(first, second)) {
            assertEquals(
                    slow.worker.name, spares.get(identity(slow)).taken.offer().avoided());
        }
        return List.of(spares.get(identity(first)), spares.get(identity(second)));
    }

    private Played fast() throws Exception {
        Played fast = new Played("grace", 60_000);
        for (int others = 0; others < 3; others++) {
            TakenTrial taken = fast.take();
            assertFalse(taken.trial().isSpare());
            fast.train(taken);
        }
        return fast;
    }

    @Test
    void theFirstResultCountsAndTheOtherIsAConfirmation() throws Exception {
        CompletableFuture<Answer> run = away();
        Sending ada = slow("ada");
        Sending edsger = slow("edsger");
        List<Sending> spares = spares(fast(), ada, edsger);
        assertTrue(ada.worker.search.next().isEmpty(), "the slow worker does not take its own");
        spares.getFirst().send(0, MANY, UnaryOperator.identity());
        assertTrue(spares.getFirst().end());
        awaitRecord(identity(ada), trained.get(identity(ada)).size());
        ada.send(6, MANY, UnaryOperator.identity());
        ada.end();
        spares.getLast().send(0, MANY, UnaryOperator.identity());
        spares.getLast().out.end(); // and then is slow itself
        edsger.send(6, MANY, UnaryOperator.identity());
        assertTrue(edsger.end());
        assertSame(run);
        String said = run.get().err();
        assertTrue(said.contains("takes far longer than others, on ada; another worker may train it as well"), said);
        String report = Files.readString(folder.resolve("away/reports/sums.html"));
        assertTrue(report.contains("2 trials were computed on two machines, with equal bits."), report);
    }

    @Test
    void otherBitsOfTheTwoStopTheStudyAndBothAreNamed() throws Exception {
        CompletableFuture<Answer> run = away();
        Sending ada = slow("ada");
        Sending edsger = slow("edsger");
        Sending spare = spares(fast(), ada, edsger).getFirst();
        edsger.send(6, MANY, UnaryOperator.identity());
        edsger.end();
        spare.send(0, MANY, event -> flipped(event, 2)); // a step that was taken from the slow one
        spare.end();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String named : List.of("at step 2 (epoch 1): loss was ", "host ada", "host grace")) {
            assertTrue(answer.err().contains(named), answer.err());
        }
    }
}
