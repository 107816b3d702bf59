package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.app.worker.WireOutput;
import org.recurve.app.worker.WorkerMessage;

/** What a process says of a trial, as it goes into the file that the run follows. */
class RelayedAnswersTest {
    /** The run took the end of a refusal for that of the trial, and stopped by an error of its own. */
    @Test
    void aRefusedTrialHasNoResultThatEnds() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        RelayedAnswers answers = new RelayedAnswers(new WireOutput(file));
        answers.take(new Sent.SentMessage<>(new WorkerMessage.Refused("there are no data")));
        answers.take(new Sent.SentEnd<>());
        assertTrue(answers.isOver());
        assertEquals(Optional.of("there are no data"), answers.refused());
        assertEquals(0, file.size());
    }
}
