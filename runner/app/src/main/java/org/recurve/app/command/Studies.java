package org.recurve.app.command;

import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/** Studies that were asked for by name. */
final class Studies {
    private Studies() {}

    /**
     * The study of this name; a part of one is the user's mistake.
     *
     * @param what is done with the study ("is packed")
     * @param command that does it
     */
    static StudyView whole(String id, Reader reader, String what, String command) {
        return switch (reader.find(id)) {
            case Found.Study found -> found.study();
            case Found.Trials found ->
                throw new UserError(Problem.of(
                        "\"" + id + "\" is only a part of a study, and a study " + what + " as a whole",
                        command + " " + found.trials().getFirst().study()));
            case Found.Nothing nothing -> throw ShowCommand.unknown(id, nothing);
        };
    }
}
