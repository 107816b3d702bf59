package org.recurve.reports.serve;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.recurve.reports.watch.LivePage;
import org.recurve.reports.watch.PageFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for all browsers that look at one page, at most ten times a second and within a small part of one processor's time, and
 * sends each what changed. Who comes back after a pause is sent what he missed, as long as that is remembered.
 */
final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLOWEST_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** Following takes one part of a processor's time, and rests so many: of two that train, that is four tenths of a percent. */
    private static final long RESTS = 120;

    /** The first frames are slow, since all is read and nothing is compiled; after so many, what a frame takes is what it costs. */
    private static final int COLD_FRAMES = 40;

    private static final long COLD_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final int REMEMBERED = 400;
    private static final int REMEMBERED_CHARACTERS = 4_000_000;
    /** As long may the first sight of a page wait for its words. */
    private static final long FIRST_MILLIS = 300;

    private static final long LONGEST_MILLIS = 60_000;
    /** The time that a page is followed after the last one closed it; then it rests until somebody opens it. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LivePage page;
    private final FrameText text;
    private final String generation = Long.toString(System.nanoTime(), 36).replace("-", "");
    private final Set<FeedReader> readers = new HashSet<>();
    private final Deque<StreamEvent> history = new ArrayDeque<>();
    private final Thread thread;
    private int remembered;
    private long count;
    private String last;
    private boolean loaded;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile Map<String, String> known = Map.of();
    private long idleSince = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean ended;

    LiveFeed(LivePage page, FrameText text, String name) {
        this.page = page;
        this.text = text;
        this.last = generation + "-0-0";
        this.thread = Thread.ofPlatform().daemon().name("recurve-watch " + name).unstarted(this::follow);
    }

    LiveFeed started() {
        thread.start();
        return this;
    }

    private void follow() {
        for (int frames = 0; !closed; frames++) {
            long begun = threads.getCurrentThreadCpuTime();
            try {
                frame();
            } catch (RuntimeException e) {
                LOG.warn("the page could not be brought up to date: {}", e.toString());
                LockSupport.parkNanos(SLOWEST_NANOS);
            }
            long took = threads.getCurrentThreadCpuTime() - begun;
            LockSupport.parkNanos(
                    Math.clamp(took * RESTS, FRAME_NANOS, frames < COLD_FRAMES ? COLD_NANOS : SLOWEST_NANOS));
        }
    }

    private synchronized void frame() {
        while (!closed && loaded && isIdle()) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true;
                return;
            }
        }
        boolean first = !loaded;
        if (!page.read() && !first) {
            return;
        }
        PageFrame frame = page.changes();
        loaded = true;
        ended = frame.ended();
        if (first || !frame.isEmpty()) {
            StreamEvent event = new StreamEvent(id(), first, text.of(frame));
            remember(event);
            readers.forEach(reader -> reader.offer(event));
        }
        known = page.parts();
        ready.countDown();
    }

    private boolean isIdle() {
        return readers.isEmpty() && System.nanoTime() - idleSince > IDLE_NANOS;
    }

    /** Returns whether nobody looks at it, nor did a while ago. */
    synchronized boolean isResting() {
        return loaded && isIdle();
    }

    /** Returns whether nothing more is to come of what it shows. */
    boolean isEnded() {
        return ended;
    }

    private void lastFrame() {
        try {
            frame();
        } catch (RuntimeException e) {
            LOG.debug("the page ends without its last words: {}", e.toString());
        }
    }

    private String id() {
        count++;
        last = generation + "-" + page.position() + "-" + count;
        return last;
    }

    private void remember(StreamEvent event) {
        history.add(event);
        remembered += event.size();
        while (history.size() > REMEMBERED || remembered > REMEMBERED_CHARACTERS && history.size() > 1) {
            remembered -= history.remove().size();
        }
    }

    /**
     * Adds a browser.
     *
     * @param since the last event that it has; empty if it has none
     */
    synchronized FeedReader open(String since) {
        FeedReader reader = new FeedReader();
        if (loaded) {
            missed(since).forEach(reader::offer);
        }
        readers.add(reader);
        notifyAll(); // it may rest
        return reader;
    }

    /** Returns the events after one; everything in one event if it is not remembered. */
    private List<StreamEvent> missed(String since) {
        if (since.equals(last)) {
            return List.of();
        }
        List<StreamEvent> after = new ArrayList<>();
        boolean found = false;
        for (StreamEvent event : history) {
            if (found) {
                after.add(event);
            }
            found |= event.id().equals(since);
        }
        return found && after.size() < 64 ? after : List.of(everything());
    }

    /** Returns everything, as it stands after the last event. */
    synchronized StreamEvent everything() {
        return new StreamEvent(last, true, text.of(page.everything()));
    }

    /** Returns the parts that were known last, after waiting a moment for the first ones; never waits for what is being read. */
    Map<String, String> parts() {
        await(FIRST_MILLIS);
        return known;
    }

    /** Returns everything with all charts, after waiting until there is something. */
    PageFrame whole() {
        await(LONGEST_MILLIS);
        synchronized (this) {
            return page.everything();
        }
    }

    private void await(long millis) {
        try {
            if (!ready.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("the page is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void leave(FeedReader reader) {
        readers.remove(reader);
        idleSince = System.nanoTime();
    }

    /** Returns whether it follows nothing any more. */
    boolean isClosed() {
        return closed;
    }

    /** Sends what there is, and then ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        synchronized (this) {
            if (!readers.isEmpty()) {
                lastFrame();
            }
            readers.forEach(FeedReader::close);
            readers.clear();
            notifyAll();
        }
    }
}
