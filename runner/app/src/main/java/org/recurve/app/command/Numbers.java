package org.recurve.app.command;

import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Numbers given as options. */
final class Numbers {
    private Numbers() {}

    static int positive(String option, int number) {
        if (number < 1) {
            throw new UserError(Problem.at(Place.of(option), "", "must be at least 1, found " + number));
        }
        return number;
    }
}
