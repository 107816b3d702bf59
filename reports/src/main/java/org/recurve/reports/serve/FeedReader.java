package org.recurve.reports.serve;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Describes what one browser has still to be sent. It is bounded: who reads too slowly is sent everything anew, once. */
final class FeedReader {
    private static final int MOST_EVENTS = 64;
    private static final int MOST_CHARACTERS = 4_000_000;

    private final Queue<StreamEvent> waiting = new ArrayDeque<>();
    private int characters;
    private boolean behind;
    private boolean closed;

    /** Adds an event; what is too much for the queue is thrown away with all that waits. */
    synchronized void offer(StreamEvent event) {
        if (behind || closed) {
            return;
        }
        if (waiting.size() >= MOST_EVENTS || !waiting.isEmpty() && characters + event.size() > MOST_CHARACTERS) {
            waiting.clear();
            characters = 0;
            behind = true;
        } else {
            waiting.add(event);
            characters += event.size();
        }
        notifyAll();
    }

    /** Returns the next event; empty after so long without one, or if it must be sent everything. */
    synchronized Optional<StreamEvent> next(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (waiting.isEmpty() && !behind && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        StreamEvent next = waiting.poll();
        characters -= next == null ? 0 : next.size();
        return Optional.ofNullable(next);
    }

    /** Returns whether it must be sent everything, and from then on is not behind. */
    synchronized boolean caughtUp() {
        boolean was = behind;
        behind = false;
        return was;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Returns whether nothing more is to be sent. */
    synchronized boolean isClosed() {
        return closed && waiting.isEmpty();
    }
}
