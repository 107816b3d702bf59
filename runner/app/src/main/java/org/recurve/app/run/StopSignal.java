package org.recurve.app.run;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.recurve.app.display.StandardStreams;
import sun.misc.Signal;

/**
 * Ends a run when the process is told to end (Ctrl-C): trials stop before their next step and are recorded as
 * interrupted, the store is closed, and only then does the process go. Told a second time, it goes at once: whatever was
 * acknowledged lies in the journals.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "stop");

    private final boolean waits;

    private StopSignal(boolean waits) {
        this.waits = waits;
    }

    /** Listens from now on, until it is closed. */
    public static StopSignal onSignal() {
        return listening(new StopSignal(true));
    }

    /** For work that keeps nothing: a signal ends the process without waiting for a step. */
    public static StopSignal atOnce() {
        return listening(new StopSignal(false));
    }

    private static StopSignal listening(StopSignal stopSignal) {
        Runtime.getRuntime().addShutdownHook(stopSignal.hook);
        return stopSignal;
    }

    private void await() {
        asked.set(true);
        ForeignExit.end();
        if (!waits) {
            return;
        }
        goAtOnceWhenToldAgain();
        StandardStreams.err()
                .println("stopping at the next step; press Ctrl-C again to end at once; nothing acknowledged is lost");
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                StandardStreams.err()
                        .println("the run did not stop in " + PATIENCE_SECONDS + " s and is left as it is; what was"
                                + " acknowledged is kept, and the same command continues from there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM that is already shutting down passes over signals of its own accord. */
    private static void goAtOnceWhenToldAgain() {
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> Runtime.getRuntime().halt(128 + signal.getNumber()));
            } catch (IllegalArgumentException unknownHere) {
                continue;
            }
        }
    }

    @Override
    public boolean getAsBoolean() {
        return asked.get();
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
