package org.recurve.engine.training;

import java.util.Map;
import java.util.TreeMap;

/**
 * Describes what earlier phases left.
 *
 * @param phases how many there were
 * @param epochs of all of them
 * @param steps of all of them
 * @param metrics of the epoch of each that counted, the phase's name before each metric's
 */
record CompletedPhases(int phases, int epochs, long steps, PhaseWeights knowledge, Map<String, Double> metrics) {
    static final CompletedPhases NOTHING = new CompletedPhases(0, 0, 0, PhaseWeights.NONE, Map.of());

    /** Returns what is left behind one more phase. */
    CompletedPhases and(TrainingPosition end, SelectedEpoch selectedEpoch) {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.putAll(selectedEpoch.metrics());
        return new CompletedPhases(phases + 1, end.epoch() - 1, end.step(), knowledge.with(selectedEpoch.state()), all);
    }

    TrainingPosition position() {
        return TrainingPosition.behind(epochs, steps);
    }
}
