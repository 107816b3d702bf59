package org.recurve.engine.bus;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.recurve.api.event.Event;

/**
 * Carries events to recorders and listeners.
 *
 * <p>Recorders are called on the publishing thread, in the order they were added, by several threads at once if several
 * publish; the first failure is thrown from that and every later {@link #publish}. Each listener has a queue and a thread of its own: it sees all events in
 * order, or, once it has failed or fallen a whole queue behind, none any more, and one {@link Event.Warned} says so. One that
 * catches up reads the events of trials elsewhere; its queue only tells it when there are more.
 */
public final class EventDispatcher implements EventSink, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventBus recorders = new EventBus("recorders");
    private final EventBus listeners = new EventBus("listeners");
    private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();
    private final AtomicReference<RecordingFailed> failure = new AtomicReference<>();
    private final int capacity;

    /** Returns a bus whose listeners may fall {@code capacity} events behind. */
    public EventDispatcher(int capacity) {
        this.capacity = capacity;
    }

    /** Adds one without which the run must not go on. {@code name} is for the message if it fails. */
    public void record(String name, Consumer<Event> recorder) {
        recorders.register(new RecordingSubscriber(name, recorder));
    }

    /** Adds one that watches. {@code name} is for the warning if it is dropped. */
    public void listen(String name, Consumer<Event> listener) {
        listen(new BusListener() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void accept(Event event) {
                listener.accept(event);
            }
        });
    }

    /** Adds one that watches, and is told when it begins and ends. */
    public void listen(BusListener listener) {
        ListenerQueue queue = ListenerQueue.open(listener, capacity, this::warn);
        queues.add(queue);
        listeners.register(queue);
    }

    /** Returns what each listener that was dropped was not given, in the order in which they were added. */
    public List<MissedEvents> missed() {
        return queues.stream().flatMap(queue -> queue.missed().stream()).toList();
    }

    @Override
    public void publish(Event event) {
        rethrow();
        recorders.post(event);
        rethrow();
        listeners.post(event);
    }

    /** Waits a few seconds until the listeners have seen all events, or as long as one that catches up gets on, and stops them. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        queues.forEach(queue -> queue.close(deadline, PATIENCE));
    }

    private void rethrow() {
        Optional<RecordingFailed> failed = Optional.ofNullable(failure.get());
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    /** A warning may come from a listener's thread, where a failing recorder has no run to stop: the next publisher meets it. */
    private void warn(Event.Warned warning) {
        recorders.post(warning);
        listeners.post(warning);
    }

    /** Guava swallows what a subscriber throws, so it is kept here for the publisher. */
    private final class RecordingSubscriber {
        private final String name;
        private final Consumer<Event> recorder;

        RecordingSubscriber(String name, Consumer<Event> recorder) {
            this.name = name;
            this.recorder = recorder;
        }

        @Subscribe
        @AllowConcurrentEvents
        void on(Event event) {
            try {
                recorder.accept(event);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, new RecordingFailed(name, e));
            }
        }
    }
}
