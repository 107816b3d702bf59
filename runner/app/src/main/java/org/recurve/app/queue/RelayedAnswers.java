package org.recurve.app.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.app.worker.TrialAnswers;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.app.worker.WireOutput;
import org.recurve.app.worker.WorkerMessage;

/** Writes what a process sends about a trial into the trial's result. For one thread. */
final class RelayedAnswers implements TrialAnswers {
    private final WireOutput out;
    private Optional<TrialEnded> end = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private boolean began;
    private boolean over;

    RelayedAnswers(WireOutput out) {
        this.out = out;
    }

    @Override
    public void take(Sent<WorkerMessage> sent) {
        try {
            switch (sent) {
                case Sent.SentMessage<WorkerMessage>(WorkerMessage message) -> message(message);
                case Sent.SentEvent<WorkerMessage>(Event event) -> {
                    end = event instanceof TrialEnded ended ? Optional.of(ended) : end;
                    out.send(event);
                }
                case Sent.SentEnd<WorkerMessage> _ -> {
                    over = true;
                    if (refused.isEmpty()) { // else it is no result: the next worker writes one
                        out.end();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void message(WorkerMessage message) throws IOException {
        switch (message) {
            case WorkerMessage.Ready _ -> {}
            case WorkerMessage.Refused(String reason) -> refused = Optional.of(reason);
            case WorkerMessage.Began _ -> {
                began = true;
                pass(message);
            }
            case WorkerMessage.MomentPassed _,
                    WorkerMessage.CheckpointLeft _,
                    WorkerMessage.Learnt _,
                    WorkerMessage.FailedPart _ -> pass(message);
        }
    }

    private void pass(WorkerMessage message) throws IOException {
        out.send(WorkerMessage.class, (Record) message);
    }

    @Override
    public boolean hasBegun() {
        return began;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    /** Returns whether the trial was told to stop, and did. */
    boolean wasInterrupted() {
        return end.map(it -> it.status() == Status.INTERRUPTED).orElse(false);
    }

    @Override
    public Optional<String> refused() {
        return refused;
    }
}
