package org.recurve.app.option;

import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;

/** Numbers given as options. */
public final class NumberOptions {
    private NumberOptions() {}

    public static int positive(String option, int number) {
        if (number < 1) {
            throw new UserError(Problem.at(SourcePosition.of(option), "", "must be at least 1, found " + number));
        }
        return number;
    }
}
