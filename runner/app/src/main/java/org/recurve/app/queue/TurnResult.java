package org.recurve.app.queue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.app.worker.WireInput;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.app.worker.WorkerMessage;
import org.recurve.engine.checkpoint.TrialCheckpoints.LeftCheckpoint;
import org.recurve.engine.executor.ResultsDiffer;
import org.recurve.engine.replay.RecordedCourse;

/** The file that was written of a trial in one turn, read as far as it is whole. */
record TurnResult(Path file) {
    private void forEach(Consumer<Sent<WorkerMessage>> each) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            WireInput<WorkerMessage> wire = new WireInput<>(in, WorkerMessage.class);
            for (Optional<Sent<WorkerMessage>> next = wire.next(); next.isPresent(); next = wire.next()) {
                each.accept(next.get());
            }
        } catch (IOException never) {
            return; // whoever wrote it was killed in the middle, or wrote nothing
        }
    }

    /** Returns the last checkpoint. */
    Optional<LeftCheckpoint> checkpoint() {
        LeftCheckpoint[] last = {null};
        forEach(sent -> {
            if (sent instanceof Sent.SentMessage<WorkerMessage>(WorkerMessage.CheckpointLeft left)) {
                last[0] = new LeftCheckpoint(left.step(), left.content());
            }
        });
        return Optional.ofNullable(last[0]);
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        forEach(sent -> {
            if (sent instanceof Sent.SentEvent<WorkerMessage>(Event event)) {
                events.add(event);
            }
        });
        return events;
    }

    /** Returns the events of a training from its beginning to its end; empty if it is none. */
    Optional<List<Event>> whole() {
        List<Event> events = events();
        return isWhole(events) && before(events) == 0 ? Optional.of(events) : Optional.empty();
    }

    /** Returns whether the trial came to a result. */
    boolean isResult() {
        List<Event> events = events();
        return isWhole(events)
                && events.getLast() instanceof TrialEnded end
                && (end.status() == Event.Status.FINISHED || end.status() == Event.Status.DIVERGED);
    }

    /**
     * Compares what both computed so far, which must be the same; returns whether both came to their ends.
     *
     * @throws ResultsDiffer if it is not
     */
    boolean isCompared(TurnResult other) {
        List<Event> first = events();
        List<Event> second = other.events();
        if (!isBegun(first) || !isBegun(second)) {
            return false;
        }
        long from = Math.max(before(first), before(second));
        RecordedCourse course = new RecordedCourse(first, from);
        for (Event event : second) {
            boolean compared = switch (event) {
                case StepDone step -> step.step() > from;
                case Event.EpochDone epoch -> epoch.step() > from;
                case TrialEnded end -> end.status() != Event.Status.INTERRUPTED;
                default -> false;
            };
            if (compared && !course.isOver()) {
                course.compare(event).ifPresent(difference -> {
                    throw new ResultsDiffer(started(first), started(second), difference);
                });
            }
        }
        return isWhole(first) && isWhole(second);
    }

    private static boolean isBegun(List<Event> events) {
        return !events.isEmpty() && events.getFirst() instanceof TrialStarted;
    }

    private static boolean isWhole(List<Event> events) {
        return isBegun(events)
                && events.getLast() instanceof TrialEnded end
                && end.status() != Event.Status.INTERRUPTED;
    }

    private static TrialStarted started(List<Event> events) {
        return (TrialStarted) events.getFirst();
    }

    /** Returns the step before the first one. */
    private static long before(List<Event> events) {
        return events.stream()
                .filter(StepDone.class::isInstance)
                .map(event -> ((StepDone) event).step() - 1)
                .findFirst()
                .orElse(0L);
    }
}
