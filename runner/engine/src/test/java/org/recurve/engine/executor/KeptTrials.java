package org.recurve.engine.executor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;

/** A store in memory: events of trials in their order, and the latest checkpoint of each. */
final class KeptTrials implements EventSink, TrialCheckpoints {
    private final Map<String, List<Event>> trials = new ConcurrentHashMap<>();
    private final Map<String, LeftCheckpoint> left = new ConcurrentHashMap<>();
    private final List<Event> others = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Event event) {
        if (event instanceof Event.OfTrial of) {
            trials.computeIfAbsent(of.trial(), _ -> new CopyOnWriteArrayList<>())
                    .add(event);
        } else {
            others.add(event);
        }
    }

    /** All events of trials but checkpoints, whose places depend on time. */
    Map<String, List<Event>> course() {
        Map<String, List<Event>> course = new ConcurrentHashMap<>();
        trials.forEach((trial, events) -> course.put(
                trial,
                events.stream()
                        .filter(event -> !(event instanceof Checkpointed))
                        .toList()));
        return course;
    }

    List<Event> others() {
        return others;
    }

    int checkpoints() {
        return left.size();
    }

    @Override
    public Optional<byte[]> latest(String trial) {
        return Optional.empty();
    }

    @Override
    public Optional<LeftCheckpoint> left(String trial) {
        return Optional.ofNullable(left.get(trial));
    }

    @Override
    public void recorded(String trial, Consumer<Event> each) {
        trials.getOrDefault(trial, List.of()).forEach(each);
    }

    @Override
    public SavedMoment now(String trial) {
        return (step, epoch, digest, content, keep) -> {
            left.put(trial, new LeftCheckpoint(step, content));
            return new Checkpointed(trial, step, epoch, "kept", digest);
        };
    }
}
