package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Vector;

/** A line search that goes back from a whole step until the loss falls enough. */
final class Backtracking {
    private static final double SHORTER = 0.8;
    private static final int TRIALS = 60;

    private Backtracking() {}

    /** Returns the loss at the end of a direction. */
    static double loss(Objective from, Vector direction) {
        return from.at(from.theta().plus(direction)).loss();
    }

    /**
     * Returns the largest of 1, 0.8, 0.64, … by which the loss falls by a hundredth of what its slope promises (Armijo's condition);
     * 0 if there is none.
     */
    static double length(Objective from, Vector direction, double slope) {
        double length = 1;
        for (int trial = 0; trial < TRIALS; trial++) {
            if (loss(from, direction.times(length)) <= from.loss() + 0.01 * length * slope) {
                return length;
            }
            length *= SHORTER;
        }
        return 0;
    }
}
