package org.recurve.engine.trial;

import java.util.Map;
import java.util.TreeMap;

/**
 * What earlier phases left.
 *
 * @param phases how many there were
 * @param epochs of all of them
 * @param steps of all of them
 * @param metrics of the epoch of each that counted, the phase's name before each metric's
 */
record Passed(int phases, int epochs, long steps, Knowledge knowledge, Map<String, Double> metrics) {
    static final Passed NOTHING = new Passed(0, 0, 0, Knowledge.NONE, Map.of());

    /** What is left behind one more phase. */
    Passed and(Position end, Selected selected) {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.putAll(selected.metrics());
        return new Passed(phases + 1, end.epoch() - 1, end.step(), knowledge.with(selected.state()), all);
    }

    Position position() {
        return Position.behind(epochs, steps);
    }
}
