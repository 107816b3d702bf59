package org.recurve.app.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A measure of how long trials take, and so of which takes far longer than the others: twice as long as is usual for its variant, or as
 * any did while too few of its variant have ended. Safe for several threads.
 */
final class TrialPace {
    private static final int ENOUGH = 3;
    private static final int KEPT = 101;
    private static final int FAR = 2;

    /** Says how long a trial takes at least before anybody asks whether that is long. */
    private static final long LEAST_NANOS = Duration.ofSeconds(3).toNanos();

    private final Map<String, Deque<Long>> latest = new HashMap<>();
    private long longest;
    private long count;

    /** Learns how long a trial took that one worker trained. */
    synchronized void took(String variant, long nanos) {
        Deque<Long> own = latest.computeIfAbsent(variant, _ -> new ArrayDeque<>());
        own.addLast(nanos);
        if (own.size() > KEPT) {
            own.removeFirst();
        }
        longest = Math.max(longest, nanos);
        count++;
    }

    /** Returns whether a trial that is trained for so long takes far longer than others. */
    synchronized boolean isSlow(String variant, long nanos) {
        if (nanos < LEAST_NANOS || count < ENOUGH) {
            return false;
        }
        Deque<Long> own = latest.getOrDefault(variant, new ArrayDeque<>());
        long usual = own.size() < ENOUGH
                ? longest
                : own.stream().sorted().skip(own.size() / 2).findFirst().orElseThrow();
        return nanos > FAR * usual;
    }
}
