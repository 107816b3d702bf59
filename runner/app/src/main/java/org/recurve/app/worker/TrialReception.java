package org.recurve.app.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.checkpoint.TrialCheckpoints.SavedMoment;
import org.recurve.engine.training.TrialJob;

/** Takes what a worker sends about one trial, and hands it on as if the trial were trained here. For one thread. */
public final class TrialReception implements TrialAnswers {
    private final TrialJob job;
    private final EventSink events;
    private final TrialCheckpoints left;
    private final Map<Long, SavedMoment> moments = new HashMap<>();
    private Optional<String> failedPart = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private boolean began;
    private boolean over;

    /** Takes what is sent about a trial, for whoever records it. */
    public TrialReception(TrialJob job, EventSink events, TrialCheckpoints left) {
        this.job = job;
        this.events = events;
        this.left = left;
    }

    @Override
    public boolean hasBegun() {
        return began;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Optional<String> refused() {
        return refused;
    }

    @Override
    public void take(WireInput.Sent<WorkerMessage> sent) {
        switch (sent) {
            case WireInput.Sent.SentEvent(Event event) -> event(event);
            case WireInput.Sent.SentMessage(WorkerMessage message) -> message(message);
            case WireInput.Sent.SentEnd() -> over = true;
        }
    }

    private void message(WorkerMessage message) {
        switch (message) {
            case WorkerMessage.Ready _ -> {}
            case WorkerMessage.Began() -> began = true;
            case WorkerMessage.Refused(String reason) -> refused = Optional.of(reason);
            case WorkerMessage.MomentPassed(long moment) -> moments.put(moment, left.now(job.identity()));
            case WorkerMessage.CheckpointLeft it -> {
                SavedMoment moment = moments.remove(it.moment());
                if (moment != null) {
                    events.publish(moment.write(it.step(), it.epoch(), it.digest(), it.content(), it.keep()));
                }
            }
            case WorkerMessage.Learnt(var model) ->
                left.finished(job.identity(), LearntTensors.state(model, job.data()));
            case WorkerMessage.FailedPart(String part) -> failedPart = Optional.of(part);
        }
    }

    private void event(Event event) {
        events.publish(event instanceof TrialEnded ended && ended.status() == Status.FAILED ? placed(ended) : event);
    }

    /** Returns the end with the place in the experiment file of the part that failed. */
    private TrialEnded placed(TrialEnded ended) {
        return failedPart
                .filter(part -> ended.reason().endsWith(" at " + part))
                .flatMap(job.spec().places()::of)
                .map(where -> new TrialEnded(
                        ended.trial(),
                        ended.status(),
                        ended.reason() + " (" + where + ")",
                        ended.selectedEpoch(),
                        ended.metrics(),
                        ended.digest(),
                        ended.measured(),
                        ended.measuredAt()))
                .orElse(ended);
    }
}
