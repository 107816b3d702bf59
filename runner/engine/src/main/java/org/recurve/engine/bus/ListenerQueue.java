package org.recurve.engine.bus;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.Subscribe;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Warned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener behind a bounded queue and on a thread of its own, so that nothing it does reaches the publisher. */
final class ListenerQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private enum QueueState {
        OPEN,
        CLOSING,
        DROPPED
    }

    private final AtomicReference<QueueState> phase = new AtomicReference<>(QueueState.OPEN);
    private final String name;
    private final Consumer<Event> listener;
    private final Consumer<Warned> warn;
    private final BlockingQueue<Event> queue;
    private final Thread thread;

    private ListenerQueue(String name, Consumer<Event> listener, int capacity, Consumer<Warned> warn) {
        this.name = name;
        this.listener = listener;
        this.warn = warn;
        this.queue = new ArrayBlockingQueue<>(capacity);
        // A daemon: a listener that never returns must not keep the process alive either.
        this.thread = Thread.ofPlatform().daemon().name("listener " + name).unstarted(this::deliver);
    }

    static ListenerQueue open(String name, Consumer<Event> listener, int capacity, Consumer<Warned> warn) {
        ListenerQueue listenerQueue = new ListenerQueue(name, listener, capacity, warn);
        listenerQueue.thread.start();
        return listenerQueue;
    }

    @Subscribe
    @AllowConcurrentEvents
    void on(Event event) {
        if (phase.get() == QueueState.OPEN && !queue.offer(ListenersCopy.of(event))) {
            drop("fell " + queue.size() + " events behind");
        }
    }

    /** Lets the listener finish what it was sent, until {@code deadline} on the clock of {@link System#nanoTime}. */
    void close(long deadline) {
        if (!phase.compareAndSet(QueueState.OPEN, QueueState.CLOSING)) {
            return;
        }
        try {
            boolean ended = thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (!ended) {
                drop("was not done when the run was");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        try {
            while (phase.get() == QueueState.OPEN || (phase.get() == QueueState.CLOSING && !queue.isEmpty())) {
                Event event = queue.poll(10, TimeUnit.MILLISECONDS);
                if (event != null) {
                    listener.accept(event);
                }
            }
        } catch (InterruptedException dropped) {
            LOG.debug("listener {} was interrupted", name);
        } catch (RuntimeException | Error e) {
            LOG.debug("listener {} failed", name, e);
            drop("failed: " + e);
        }
    }

    private void drop(String why) {
        if (phase.getAndSet(QueueState.DROPPED) == QueueState.DROPPED) {
            return;
        }
        queue.clear();
        if (!Thread.currentThread().equals(thread)) {
            thread.interrupt();
        }
        warn.accept(new Warned(
                "listener " + name, "it " + why + "; it gets no more events, and training continues without it"));
    }
}
