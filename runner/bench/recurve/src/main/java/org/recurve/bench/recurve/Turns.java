package org.recurve.bench.recurve;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Like actions by turns, so many that none finds in a cache what it left there: its memory is read from memory. */
final class Turns implements Runnable {
    private static final int ENOUGH = 8;

    private final List<Runnable> actions;
    private int next;

    private Turns(List<Runnable> actions) {
        this.actions = actions;
    }

    /** @param large makes an action on some 16 MB of its own */
    static Runnable of(Supplier<Runnable> large) {
        return new Turns(Stream.generate(large).limit(ENOUGH).toList());
    }

    @Override
    public void run() {
        actions.get(next).run();
        next = (next + 1) % actions.size();
    }
}
