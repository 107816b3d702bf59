package org.recurve.app.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.problem.ExitCodes;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends a run when the process is told to end (Ctrl-C): trials stop before their next step and are recorded as
 * interrupted, the store is closed, and only then does the process go. Told a second time, it goes at once: whatever was
 * acknowledged lies in the journals.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final long SHOWING_MILLIS = 500;
    private static final long CLOSING_MILLIS = 3000;
    private static final long LAST_WORDS_MILLIS = 2000;
    private static final String TERM = "TERM";

    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean terminated = new AtomicBoolean();
    private final CountDownLatch stored = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "stop");

    private final boolean waits;
    private Optional<SignalHandler> usual = Optional.empty();

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
        try {
            Runtime.getRuntime().addShutdownHook(stopSignal.hook);
        } catch (IllegalStateException shuttingDown) {
            stopSignal.asked.set(true);
        }
        if (stopSignal.waits) {
            stopSignal.usual = handle(TERM, stopSignal::terminate);
        }
        return stopSignal;
    }

    /** Ends the process as usual, and remembers who wanted that: a scheduler, and no person at a keyboard. */
    private void terminate(Signal signal) {
        terminated.set(true);
        usual.ifPresent(handler -> handler.handle(signal));
    }

    /** Returns whether the process was told to end by TERM, as schedulers do, rather than by Ctrl-C. */
    public boolean isTerminated() {
        return terminated.get();
    }

    private static Optional<SignalHandler> handle(String name, SignalHandler handler) {
        try {
            return Optional.of(Signal.handle(new Signal(name), handler));
        } catch (IllegalArgumentException unknownHere) {
            return Optional.empty();
        }
    }

    /** Says that all is stored, so that a signal from now on need not wait for results to be shown, of very many trials. */
    public void allStored() {
        stored.countDown();
    }

    private void await() {
        boolean showing = stored.getCount() == 0;
        asked.set(true);
        ForeignExit.end();
        if (!waits) {
            return;
        }
        goAtOnceWhenToldAgain();
        StandardStreams.err()
                .println(
                        showing
                                ? "ending; everything is stored, and the same command shows the results"
                                : "stopping at the next step; press Ctrl-C again to end at once; nothing acknowledged is lost");
        try {
            if (!stored.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                StandardStreams.err()
                        .println("the run did not stop in " + PATIENCE_SECONDS + " s and is left as it is; what was"
                                + " acknowledged is kept, and the same command continues from there");
            } else if (!ended.await(showing ? SHOWING_MILLIS : CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isTerminated()) {
                    Runtime.getRuntime().halt(ExitCodes.UNFINISHED);
                }
            } else if (isTerminated()) {
                Thread.sleep(LAST_WORDS_MILLIS); // the main thread ends the process, by an exit code of its own
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM that is already shutting down passes over signals of its own accord. */
    private static void goAtOnceWhenToldAgain() {
        for (String name : List.of("INT", TERM, "HUP")) {
            handle(name, signal -> Runtime.getRuntime().halt(128 + signal.getNumber()));
        }
    }

    @Override
    public boolean getAsBoolean() {
        return asked.get();
    }

    @Override
    public void close() {
        stored.countDown();
        ended.countDown();
        if (!asked.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                return; // the process was told to end a moment ago, and the hook says so
            }
            usual.ifPresent(handler -> handle(TERM, handler));
        }
    }
}
