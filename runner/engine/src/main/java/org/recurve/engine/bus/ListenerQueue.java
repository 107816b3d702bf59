package org.recurve.engine.bus;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.Subscribe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
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

    private final BusListener listener;
    private final int capacity;
    private final Consumer<Warned> warn;
    private final Thread thread;
    // What follows is read and written by the publishers and by the listener's thread, so under this object's lock
    // alone.
    private final Queue<Event> queue = new ArrayDeque<>();
    private QueueState state = QueueState.OPEN;
    private long published;
    private long taken;
    private Optional<Event> current = Optional.empty();
    /** Holds the first event that the listener was not given. */
    private Optional<Event> missed = Optional.empty();
    /** Whether it failed, so that it is closed and its thread ends. */
    private boolean leaving;

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
        offer(event).ifPresent(this::tell);
    }

    /** Returns why the listener must be dropped, if it must. */
    private synchronized Optional<String> offer(Event event) {
        published++;
        if (state == QueueState.DROPPED) {
            miss(event);
        } else if (queue.size() < capacity || (listener.catchesUp() && !(event instanceof Event.OfTrial))) {
            queue.add(ListenersCopy.of(event));
            notifyAll();
        } else if (!listener.catchesUp()) {
            String why = "fell " + queue.size() + " events behind";
            leave();
            miss(event);
            return Optional.of(why);
        }
        return Optional.empty();
    }

    /**
     * Lets the listener finish what it was sent, until {@code deadline} on the clock of {@link System#nanoTime}; one that
     * catches up, for as long as it gets on. One that failed may close what it has open.
     */
    void close(long deadline, Duration patience) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        try {
            if (!startClosing()) {
                if (isLeaving()) {
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

    private synchronized boolean startClosing() {
        if (state != QueueState.OPEN) {
            return false;
        }
        state = QueueState.CLOSING;
        notifyAll();
        return true;
    }

    private synchronized boolean isLeaving() {
        return leaving;
    }

    /** Returns what a dropped listener was not given; empty if it was given all. */
    synchronized Optional<MissedEvents> missed() {
        return isDropped()
                ? Optional.of(new MissedEvents(listener.name(), published - taken, missed))
                : Optional.empty();
    }

    private synchronized boolean isDropped() {
        return state == QueueState.DROPPED;
    }

    private void deliver() {
        try {
            listener.open();
            for (Optional<Event> next = next(); next.isPresent(); next = next()) {
                listener.accept(next.get());
                delivered();
            }
            if (!isDropped()) {
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

    /** Waits for an event and takes it; empty if there will be none. */
    private synchronized Optional<Event> next() throws InterruptedException {
        while (queue.isEmpty() && state == QueueState.OPEN) {
            wait();
        }
        current = Optional.ofNullable(queue.poll());
        return current;
    }

    private synchronized void delivered() {
        current = Optional.empty();
        if (state != QueueState.DROPPED) {
            taken++;
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
        boolean told = e instanceof PluginFailure || e instanceof InvalidSetting || e instanceof ListenerFailed;
        synchronized (this) {
            leaving = true;
        }
        drop("failed: " + (told ? e.getMessage() : e));
    }

    private void drop(String why) {
        if (leave()) {
            tell(why);
        }
    }

    private synchronized boolean leave() {
        if (state == QueueState.DROPPED) {
            return false;
        }
        state = QueueState.DROPPED;
        missed = current.or(() -> Optional.ofNullable(queue.peek()));
        queue.clear();
        notifyAll();
        return true;
    }

    /** Not under the lock: other listeners' queues are told, which may be telling this one of their own. */
    private void tell(String why) {
        if (!Thread.currentThread().equals(thread)) {
            thread.interrupt();
        }
        warn.accept(new Warned(about(), "it " + why + "; it gets no more events, and training continues without it"));
    }

    private String about() {
        return "listener " + listener.name();
    }

    /** Remembers the first event that the listener was not given. */
    private void miss(Event event) {
        missed = missed.or(() -> Optional.of(event));
    }
}
