package org.recurve.app.option;

import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;

/** Folders that an option names and that must be there. */
final class ExistingFolder {
    private ExistingFolder() {}

    /** Returns the folder; a {@link UserError} that names the option if there is none. */
    static Path folder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? folder + " is not a folder" : "there is no folder " + folder;
            throw new UserError(Problem.at(SourcePosition.of(option), "", what, "name one that exists"));
        }
        return folder;
    }
}
