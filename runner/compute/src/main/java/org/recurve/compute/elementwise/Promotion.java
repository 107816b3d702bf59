package org.recurve.compute.elementwise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Decides when a form of chain, run strip by strip at first, becomes one loop.
 *
 * <p>A loop of its own is faster in the end, for its values stay in registers; but it is slow until the optimizing compiler
 * has seen enough of it, and until then each vector is an object. Strips are fast early, for all chains run the same few
 * loops. So a form is left to strips until it has cost them about what compiling it costs. Then its loop practises on the
 * first vector of a strip, and takes over all of them once it has been faster several times running. Clocks decide when
 * a result is there, never which bits it has.
 *
 * <p>One promotion serves the whole VM, as compiled code does: the trials of a study use the same forms.
 */
final class Promotion {
    /** Steps of an element that cost strips about what it costs to compile a loop. */
    private static final long WORTH = 1L << 29;

    /** Strips on which a loop practises one by one: enough for an idle optimizing compiler to begin. */
    private static final int PRACTICE = 1 << 13;

    /** From then on it practises on one strip in so many: a busy compiler asks for more before it begins. */
    private static final int SELDOM = 1 << 3;

    /** Strips from one trial to the next. */
    private static final int PAUSE = 1 << 10;

    /** A loop that wins so many trials running takes over. */
    private static final int WINS = 3;

    /** A loop that has not taken over after so many strips is given up: the compiler could not make it fast. */
    private static final int PATIENCE = 1 << 22;

    /** More forms than any study has; those of a process that makes new ones without end stay with strips. */
    private static final int MOST = 1 << 10;

    private static final Map<Form, Promotion> ALL = new ConcurrentHashMap<>();

    private final Form form;
    private volatile Stage stage;

    private Promotion(Form form, Stage stage) {
        this.form = form;
        this.stage = stage;
    }

    /** The promotion of this form in this VM, which has the vector module. */
    static Promotion of(Form form) {
        if (!form.gains() || (ALL.size() >= MOST && !ALL.containsKey(form))) {
            return never(form);
        }
        return ALL.computeIfAbsent(form, f -> new Promotion(f, new Stage.Strips(new AtomicLong())));
    }

    /** Strips for ever. */
    static Promotion never(Form form) {
        return new Promotion(form, new Stage.Kept());
    }

    /** Practice from the beginning. */
    static Promotion practising(Form form) {
        return new Promotion(form, practice(form));
    }

    /** The loop from the beginning. */
    static Promotion atOnce(Form form) {
        return new Promotion(form, new Stage.Loop(LoopClass.loop(form)));
    }

    private static Stage practice(Form form) {
        return new Stage.Practice(LoopClass.loop(form), new AtomicInteger(), new AtomicInteger());
    }

    /** At present; once it is the loop, it stays so. */
    Stage stage() {
        return stage;
    }

    /** Strips have run {@code n} elements. */
    void worked(Stage.Strips strips, int n) {
        if (strips.work().addAndGet((long) n * form.steps().size()) >= WORTH) {
            replace(strips, () -> practice(form));
        }
    }

    /** Of several threads that would, one does. */
    private synchronized void replace(Stage now, Supplier<Stage> next) {
        if (stage == now) {
            stage = next.get();
        }
    }

    /** How many of the first of {@code n} elements a loop in practice takes: none, a vector, or half of all in a trial. */
    int share(Stage.Practice practice, int n) {
        int round = practice.rounds().incrementAndGet();
        int length = VectorLoops.SPECIES.length();
        if (round % PAUSE == 0) {
            return VectorLoops.SPECIES.loopBound(n / 2);
        }
        return n >= length && (round < PRACTICE || round % SELDOM == 0) ? length : 0;
    }

    /** A loop in practice took {@code nanos} for its share, strips {@code otherNanos} for the others. */
    void measured(Stage.Practice practice, int share, long nanos, int others, long otherNanos) {
        if (share > VectorLoops.SPECIES.length()) {
            boolean faster = nanos * others < otherNanos * share;
            if (!faster) {
                practice.wins().set(0);
            } else if (practice.wins().incrementAndGet() >= WINS) {
                replace(practice, () -> new Stage.Loop(practice.loop()));
            }
        }
        if (practice.rounds().get() >= PATIENCE) {
            replace(practice, Stage.Kept::new);
        }
    }

    /** What runs a form at present. */
    sealed interface Stage {
        /** Strips, and the steps of elements that they have done. */
        record Strips(AtomicLong work) implements Stage {}

        /** Strips, and a loop that learns. */
        record Practice(ChainLoop loop, AtomicInteger rounds, AtomicInteger wins) implements Stage {}

        /** The loop alone. */
        record Loop(ChainLoop loop) implements Stage {}

        /** Strips for good. */
        record Kept() implements Stage {}
    }
}
