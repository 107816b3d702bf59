package org.recurve.app.weightfile;

import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Says why a file holds no weights that can be used. */
final class BadWeightFile {
    private BadWeightFile() {}

    static UserError of(Path file, String reason, String advice) {
        return new UserError(Problem.of(file + ": these weights cannot be read: " + reason, advice));
    }
}
