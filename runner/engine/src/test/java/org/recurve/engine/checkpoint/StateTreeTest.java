package org.recurve.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateTreeTest {
    private record Inner(double rate, boolean on) {}

    private record Memory(long steps, Optional<Inner> inner, Optional<Double> none, List<Inner> all, String mode) {}

    private static final Memory MEMORY =
            new Memory(3, Optional.of(new Inner(1, true)), Optional.empty(), List.of(new Inner(2, false)), "x");

    @Test
    void meetsEveryLeafUnderItsPath() {
        Map<String, Object> leaves = new LinkedHashMap<>();
        Memory same = new StateTree().map("m", MEMORY, (path, leaf) -> {
            leaves.put(path, leaf);
            return leaf;
        });
        assertEquals(MEMORY, same);
        assertEquals(
                List.of("m.steps", "m.inner.rate", "m.inner.on", "m.all.0.rate", "m.all.0.on", "m.mode"),
                List.copyOf(leaves.keySet()));
    }

    @Test
    void replacesLeavesAndKeepsTheForm() {
        Memory doubled =
                new StateTree().map("", MEMORY, (path, leaf) -> leaf instanceof Double number ? number * 2 : leaf);
        assertEquals(
                new Memory(3, Optional.of(new Inner(2, true)), Optional.empty(), List.of(new Inner(4, false)), "x"),
                doubled);
    }
}
