package org.recurve.engine.executor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.StepDone;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;

/**
 * A site that trains here, late and in any order, and does harm: it loses trials, and changes what they send.
 *
 * @param losses the first so many tries of each trial are lost, each at a step by chance
 * @param harm what becomes of an event of the try of this number, counted from 1
 */
record FaultySite(int losses, BiFunction<Event, Integer, Event> harm, Map<String, AtomicInteger> tries)
        implements TrialSite {
    private static final int STEPS = 6;

    static FaultySite losing(int losses) {
        return new FaultySite(losses, (event, _) -> event, new ConcurrentHashMap<>());
    }

    /** The same, but that the loss of a step has another last bit in one try. */
    FaultySite flipping(long step, int inTry) {
        return new FaultySite(
                losses,
                (event, number) -> event instanceof StepDone it && it.step() == step && number == inTry
                        ? new StepDone(
                                it.trial(),
                                it.step(),
                                it.epoch(),
                                it.examples(),
                                Float.intBitsToFloat(Float.floatToIntBits(it.loss()) ^ 1),
                                it.gradientNorm(),
                                it.watched())
                        : event,
                tries);
    }

    @Override
    public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) throws TrialLost {
        String trial = what.job().identity();
        int number = tries.computeIfAbsent(trial, _ -> new AtomicInteger()).incrementAndGet();
        Random chance = new Random(trial.hashCode() + number);
        pause(chance.nextInt(30));
        int until = number <= losses ? 2 + chance.nextInt(STEPS) : Integer.MAX_VALUE;
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean lost = new AtomicBoolean();
        new LocalSite(InstantSource.fixed(Instant.EPOCH))
                .train(
                        what,
                        event -> {
                            if (sent.getAndIncrement() < until) {
                                events.publish(harm.apply(event, number));
                            } else {
                                lost.set(true);
                            }
                        },
                        until(lost, left),
                        () -> lost.get() || stop.getAsBoolean());
        if (lost.get()) {
            throw new TrialLost("the machine burned down");
        }
    }

    /** What is lost leaves nothing any more. */
    static TrialCheckpoints until(AtomicBoolean lost, TrialCheckpoints left) {
        return new TrialCheckpoints() {
            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.empty();
            }

            @Override
            public SavedMoment now(String trial) {
                return lost.get() ? TrialCheckpoints.NONE.now(trial) : left.now(trial);
            }
        };
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {}
}
