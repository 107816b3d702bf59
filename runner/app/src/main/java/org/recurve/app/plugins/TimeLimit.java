package org.recurve.app.plugins;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Bounds how long the code of a plugin may take. */
public record TimeLimit(Duration most) {
    /** Thrown when work takes longer than it may; says whether it goes on nevertheless. */
    public static final class LimitExceeded extends TimeoutException {
        private static final long serialVersionUID = 1;

        private final transient Thread thread;

        private LimitExceeded(Thread thread) {
            super("not done within the limit");
            this.thread = thread;
        }

        /** Returns whether the work has still not ended. */
        public boolean isRunning() {
            return thread.isAlive();
        }
    }

    /**
     * Returns what the work gives, or throws what it throws. It runs in a thread of its own, which is interrupted when it takes too long,
     * and left alone if it goes on nevertheless: it does not keep the process alive.
     *
     * @throws LimitExceeded if the work takes longer
     */
    public <T> T within(Supplier<T> work) throws LimitExceeded {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = Thread.ofPlatform().daemon().name("plugin").unstarted(task);
        thread.start();
        try {
            return task.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException e) {
            throw new LimitExceeded(thread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a plugin was at work", e);
        } finally {
            task.cancel(true);
        }
    }

    /** Returns the shorter of this limit and another. */
    public TimeLimit atMost(Duration other) {
        return most.compareTo(other) <= 0 ? this : new TimeLimit(other);
    }

    /** {@code 10 minutes}, {@code 30 seconds}. */
    public String text() {
        return most.toSecondsPart() == 0 && most.toMinutes() > 0
                ? count(most.toMinutes(), "minute")
                : count(most.toSeconds(), "second");
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
