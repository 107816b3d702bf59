package org.recurve.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Folders that an option names and that must be there. */
final class Existing {
    private Existing() {}

    /** The folder; a {@link UserError} that names the option if there is none. */
    static Path folder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? folder + " is no folder" : "there is no folder " + folder;
            throw new UserError(Problem.at(Place.of(option), "", what, "name one that exists"));
        }
        return folder;
    }
}
