package org.recurve.compute.kernel.elementwise;

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
public final class TieringPolicy {
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

    private static final Map<ExpressionShape, TieringPolicy> ALL = new ConcurrentHashMap<>();

    private final ExpressionShape shape;
    private volatile ExecutionTier tier;

    private TieringPolicy(ExpressionShape shape, ExecutionTier tier) {
        this.shape = shape;
        this.tier = tier;
    }

    /** Returns the promotion of this form in this VM, which has the vector module. */
    static TieringPolicy of(ExpressionShape shape) {
        if (!shape.gains() || (ALL.size() >= MOST && !ALL.containsKey(shape))) {
            return never(shape);
        }
        return ALL.computeIfAbsent(
                shape, f -> new TieringPolicy(f, new ExecutionTier.InterpretedTier(new AtomicLong())));
    }

    /** Strips for ever. */
    public static TieringPolicy never(ExpressionShape shape) {
        return new TieringPolicy(shape, new ExecutionTier.RejectedTier());
    }

    /** Practice from the beginning. */
    public static TieringPolicy practising(ExpressionShape shape) {
        return new TieringPolicy(shape, practice(shape));
    }

    /** Returns the loop from the beginning. */
    public static TieringPolicy atOnce(ExpressionShape shape) {
        return new TieringPolicy(shape, new ExecutionTier.CompiledTier(FusedLoopCompiler.loop(shape)));
    }

    private static ExecutionTier practice(ExpressionShape shape) {
        return new ExecutionTier.WarmupTier(FusedLoopCompiler.loop(shape), new AtomicInteger(), new AtomicInteger());
    }

    /** At present; once it is the loop, it stays so. */
    ExecutionTier stage() {
        return tier;
    }

    /** Strips have run {@code n} elements. */
    void worked(ExecutionTier.InterpretedTier interpretedTier, int n) {
        if (interpretedTier.work().addAndGet((long) n * shape.steps().size()) >= WORTH) {
            replace(interpretedTier, () -> practice(shape));
        }
    }

    /** Replaces the tier once, however many threads ask. */
    private synchronized void replace(ExecutionTier now, Supplier<ExecutionTier> next) {
        if (tier == now) {
            tier = next.get();
        }
    }

    /** Returns how many of the first of {@code n} elements a loop in practice takes: none, a vector, or half of all in a trial. */
    int share(ExecutionTier.WarmupTier warmupTier, int n) {
        int round = warmupTier.rounds().incrementAndGet();
        int length = VectorChunkKernel.SPECIES.length();
        if (round % PAUSE == 0) {
            return VectorChunkKernel.SPECIES.loopBound(n / 2);
        }
        return n >= length && (round < PRACTICE || round % SELDOM == 0) ? length : 0;
    }

    /** A loop in practice took {@code nanos} for its share, strips {@code otherNanos} for the others. */
    void measured(ExecutionTier.WarmupTier warmupTier, int share, long nanos, int others, long otherNanos) {
        if (share > VectorChunkKernel.SPECIES.length()) {
            boolean faster = nanos * others < otherNanos * share;
            if (!faster) {
                warmupTier.wins().set(0);
            } else if (warmupTier.wins().incrementAndGet() >= WINS) {
                replace(warmupTier, () -> new ExecutionTier.CompiledTier(warmupTier.loop()));
            }
        }
        if (warmupTier.rounds().get() >= PATIENCE) {
            replace(warmupTier, ExecutionTier.RejectedTier::new);
        }
    }

    /** Describes what runs a form at present. */
    sealed interface ExecutionTier {
        /** Strips, and the steps of elements that they have done. */
        record InterpretedTier(AtomicLong work) implements ExecutionTier {}

        /** Strips, and a loop that learns. */
        record WarmupTier(FusedLoop loop, AtomicInteger rounds, AtomicInteger wins) implements ExecutionTier {}

        /** The loop alone. */
        record CompiledTier(FusedLoop loop) implements ExecutionTier {}

        /** Strips for good. */
        record RejectedTier() implements ExecutionTier {}
    }
}
