package org.recurve.engine.study;

import java.util.Arrays;
import java.util.Optional;
import org.recurve.api.event.Event.TrialEnded;

/**
 * Describes how trials ended, by their identities. Memory holds two numbers of each: where its end is kept, and the first digits of its
 * identity, which are as good as drawn at random. Safe for several threads.
 */
public final class EndedTrials implements AutoCloseable {
    private static final int DIGITS = 16;
    private static final int PREFIX = "sha256:".length();
    private static final long FREE = Long.MIN_VALUE;
    private static final int FIRST = 64;

    private final EndSpool spool = EndSpool.open();
    private long[] digits = new long[FIRST];
    private long[] places = free(FIRST);
    private int size;

    private static long[] free(int length) {
        long[] places = new long[length];
        Arrays.fill(places, FREE);
        return places;
    }

    /** Keeps the end of a trial, in place of what is known of it. */
    public synchronized void put(TrialEnded end) {
        if (2 * size >= places.length) {
            grow();
        }
        int slot = slot(end.trial());
        if (places[slot] == FREE) {
            size++;
        }
        digits[slot] = digits(end.trial());
        places[slot] = spool.put(end);
    }

    /** Returns how the trial ended, if that was told. */
    public synchronized Optional<TrialEnded> get(String identity) {
        int slot = slot(identity);
        return places[slot] == FREE ? Optional.empty() : Optional.of(spool.get(places[slot]));
    }

    /** Returns where the trial stands, or the free place where it will. */
    private int slot(String identity) {
        long wanted = digits(identity);
        int slot = start(wanted, places.length);
        while (places[slot] != FREE
                && !(digits[slot] == wanted && spool.get(places[slot]).trial().equals(identity))) {
            slot = (slot + 1) % places.length;
        }
        return slot;
    }

    private void grow() {
        long[] wider = new long[2 * places.length];
        long[] moved = free(wider.length);
        for (int old = 0; old < places.length; old++) {
            if (places[old] != FREE) {
                int slot = start(digits[old], moved.length);
                while (moved[slot] != FREE) {
                    slot = (slot + 1) % moved.length;
                }
                wider[slot] = digits[old];
                moved[slot] = places[old];
            }
        }
        digits = wider;
        places = moved;
    }

    private static int start(long digits, int length) {
        return (int) Long.remainderUnsigned(digits, length);
    }

    private static long digits(String identity) {
        return Long.parseUnsignedLong(identity, PREFIX, PREFIX + DIGITS, 16);
    }

    @Override
    public void close() {
        spool.close();
    }
}
