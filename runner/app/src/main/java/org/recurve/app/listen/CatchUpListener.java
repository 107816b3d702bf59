package org.recurve.app.listen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.recurve.api.event.Event;
import org.recurve.engine.bus.BusListener;
import org.recurve.engine.bus.ListenerFailed;
import org.recurve.engine.bus.MissedEvents;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StoreReader;

/**
 * Gives a listener the events of trials from their journals, each exactly once and in order; the bus only tells it when there
 * are more. A trial that goes on from a checkpoint is read from its start, once its journal was cut to the checkpoint: that
 * is when the bus has its first event. What this run did not train is read before the study ends.
 */
final class CatchUpListener implements BusListener {
    /** Steps are frequent: they alone have a journal read only so often. */
    private static final long STEPS_NANOS = Duration.ofMillis(50).toNanos();

    private final PluginListener listener;
    private final StoreLayout layout;
    private final Supplier<StoreReader> reader;
    private final Map<String, JournalPosition> reached = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Long> delivered = new ConcurrentHashMap<>();
    private final Set<String> planned = Collections.synchronizedSet(new LinkedHashSet<>());
    private long lastRead = System.nanoTime();

    /** @param reader of the store as it is when it is asked for */
    CatchUpListener(PluginListener listener, Path store, Supplier<StoreReader> reader) {
        this.listener = listener;
        this.layout = new StoreLayout(store);
        this.reader = reader;
    }

    @Override
    public String name() {
        return listener.name();
    }

    @Override
    public boolean catchesUp() {
        return true;
    }

    @Override
    public long delivered() {
        return listener.delivered();
    }

    @Override
    public void open() {
        listener.open();
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.StepDone step -> {
                if (System.nanoTime() - lastRead > STEPS_NANOS) {
                    follow(step.trial());
                }
            }
            case Event.OfTrial ofTrial -> follow(ofTrial.trial());
            case Event.StudyStarted started -> {
                started.trials().forEach(trial -> planned.add(trial.trial()));
                listener.accept(started);
            }
            case Event.StudyEnded ended -> {
                rest();
                listener.accept(ended);
            }
            case Event.Warned warned -> listener.accept(warned);
        }
    }

    /** Tells what the bus had no room to tell, and trials of a run that ended before its study did. */
    @Override
    public void finish() {
        rest();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void rest() {
        List.copyOf(reached.keySet()).forEach(this::follow);
        StoreReader stored = reader.get();
        for (String trial : List.copyOf(planned)) {
            if (!delivered.containsKey(trial)) {
                stored.events(trial, event -> deliver(trial, event));
            }
        }
    }

    /** Reads on in the journal of a trial that this run trains. */
    private void follow(String trial) {
        JournalReader journal = new JournalReader(StoreLayout.journal(layout.trial(trial)));
        reached.putIfAbsent(trial, JournalPosition.START);
        JournalChunk chunk;
        do {
            chunk = journal.read(reached.getOrDefault(trial, JournalPosition.START));
            if (chunk.restarted()) {
                throw new ListenerFailed("the journal of the trial " + trial + " was restarted while it was read");
            }
            chunk.entries().forEach(entry -> deliver(trial, entry.event()));
            reached.put(trial, chunk.next());
        } while (chunk.more());
        lastRead = System.nanoTime();
    }

    private void deliver(String trial, Event event) {
        listener.accept(event);
        delivered.merge(trial, 1L, Long::sum);
    }

    /** Counts what the journals have by now and the listener was not given. */
    MissedEvents missed() {
        UndeliveredEvents undelivered = new UndeliveredEvents();
        Set<String> all = new LinkedHashSet<>(List.copyOf(reached.keySet()));
        all.addAll(List.copyOf(planned));
        StoreReader stored = reader.get();
        for (String trial : all) {
            undelivered.had = delivered.getOrDefault(trial, 0L);
            if (reached.containsKey(trial)) {
                new JournalReader(StoreLayout.journal(layout.trial(trial))).forEach(undelivered);
            } else {
                stored.events(trial, undelivered);
            }
        }
        return new MissedEvents(name(), undelivered.count, undelivered.first);
    }

    /** Counts the events of journals behind those that the listener had of each. */
    private static final class UndeliveredEvents implements Consumer<Event> {
        private long had;
        private long count;
        private Optional<Event> first = Optional.empty();

        @Override
        public void accept(Event event) {
            if (had-- <= 0) {
                count++;
                first = first.or(() -> Optional.of(event));
            }
        }
    }
}
