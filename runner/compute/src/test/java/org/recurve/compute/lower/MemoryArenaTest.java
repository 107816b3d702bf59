package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryArenaTest {
    /** Behind the 16 bytes before an array's numbers, this many floats fill a line of 64. */
    private static final int FIRST = 12;

    private record Taken(int at, int floats) {
        boolean overlaps(Taken other) {
            return at < other.at + other.floats && other.at < at + floats;
        }
    }

    @Test
    void whatLivesNeverOverlaps() {
        SplittableRandom random = new SplittableRandom(3);
        MemoryArena arena = new MemoryArena();
        List<Taken> living = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (living.size() > 20 || (!living.isEmpty() && random.nextInt(3) == 0)) {
                arena.release(living.remove(random.nextInt(living.size())).at());
            } else {
                int floats = random.nextInt(0, 300);
                Taken taken = new Taken(arena.take(floats), floats);
                assertEquals(FIRST, taken.at() % 16, "every value begins at a line of the cache");
                assertTrue(taken.at() + floats <= arena.size());
                assertTrue(living.stream().noneMatch(taken::overlaps), () -> taken + " in " + living);
                living.add(taken);
            }
        }
    }

    @Test
    void thePlaceOfTheDeadIsTakenAgain() {
        MemoryArena arena = new MemoryArena();
        int first = arena.take(100);
        arena.take(50);
        arena.release(first);
        assertEquals(first, arena.take(90));
        assertEquals(FIRST + 112 + 64, arena.size());
    }
}
