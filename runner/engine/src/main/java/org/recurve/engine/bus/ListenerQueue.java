package org.recurve.engine.bus;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.Subscribe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Warned;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
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

    private final AtomicReference<QueueState> state = new AtomicReference<>(QueueState.OPEN);
    private final BusListener listener;
    private final int capacity;
    private final Consumer<Warned> warn;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread thread;
    private volatile Optional<Event> current = Optional.empty();
    private volatile Optional<Event> missed = Optional.empty();
    /** Whether it failed, so that it is closed and its thread ends. */
    private volatile boolean leaving;

    private ListenerQueue(BusListener listener, int capacity, Consumer<Warned> warn) {
        this.listener = listener;
        this.capacity = capacity;
        this.warn = warn;
        // A daemon: a listener that never returns must not keep the process alive either.
        this.thread =
                Thread.ofPlatform().daemon().name("listener " + listener.name()).unstarted(this::deliver);
    }

    static ListenerQueue open(BusListener listener, int capacity, Consumer<Warned> warn) {
        ListenerQueue listenerQueue = new ListenerQueue(listener, capacity, warn);
        listenerQueue.thread.start();
        return listenerQueue;
    }

    @Subscribe
    @AllowConcurrentEvents
    void on(Event event) {
        if (event instanceof Warned warned && warned.about().equals(about())) {
            return; // that it was dropped, it is not told
        }
        published.incrementAndGet();
        if (state.get() == QueueState.DROPPED) {
            miss(event);
        } else if (queue.size() < capacity || (listener.catchesUp() && !(event instanceof Event.OfTrial))) {
            queue.add(ListenersCopy.of(event));
        } else if (!listener.catchesUp()) {
            drop("fell " + queue.size() + " events behind");
        }
    }

    /**
     * Lets the listener finish what it was sent, until {@code deadline} on the clock of {@link System#nanoTime}; one that
     * catches up, for as long as it gets on. One that failed may close what it has open.
     */
    void close(long deadline, Duration patience) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        try {
            if (!state.compareAndSet(QueueState.OPEN, QueueState.CLOSING)) {
                if (leaving) {
                    thread.join(left);
                }
                return;
            }
            long before = listener.delivered();
            while (!thread.join(left)) {
                long now = listener.delivered();
                if (!listener.catchesUp() || now == before) {
                    drop("was not done when the run was");
                    return;
                }
                before = now;
                left = patience;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what a dropped listener was not given; empty if it was given all. */
    Optional<MissedEvents> missed() {
        return state.get() == QueueState.DROPPED
                ? Optional.of(new MissedEvents(listener.name(), published.get() - taken.get(), missed))
                : Optional.empty();
    }

    private void deliver() {
        try {
            listener.open();
            while (state.get() == QueueState.OPEN || (state.get() == QueueState.CLOSING && !queue.isEmpty())) {
                Event event = queue.poll(10, TimeUnit.MILLISECONDS);
                if (event != null) {
                    take(event);
                }
            }
            if (state.get() == QueueState.CLOSING) {
                listener.finish();
            }
        } catch (InterruptedException dropped) {
            LOG.debug("listener {} was interrupted", listener.name());
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            closeListener();
        }
    }

    private void take(Event event) {
        current = Optional.of(event);
        listener.accept(event);
        current = Optional.empty();
        if (state.get() != QueueState.DROPPED) {
            taken.incrementAndGet();
        }
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        LOG.debug("listener {} failed", listener.name(), e);
        leaving = true;
        boolean told = e instanceof PluginFailure || e instanceof InvalidSetting || e instanceof ListenerFailed;
        drop("failed: " + (told ? e.getMessage() : e));
    }

    private void drop(String why) {
        if (state.getAndSet(QueueState.DROPPED) == QueueState.DROPPED) {
            return;
        }
        current.ifPresent(this::miss);
        Optional.ofNullable(queue.peek()).ifPresent(this::miss);
        queue.clear();
        if (!Thread.currentThread().equals(thread)) {
            thread.interrupt();
        }
        warn.accept(new Warned(about(), "it " + why + "; it gets no more events, and training continues without it"));
    }

    private String about() {
        return "listener " + listener.name();
    }

    /** Remembers the first event that the listener was not given. */
    private synchronized void miss(Event event) {
        missed = missed.or(() -> Optional.of(event));
    }
}
