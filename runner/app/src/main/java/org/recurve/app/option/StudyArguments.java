package org.recurve.app.option;

import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Finds studies by the names that a command line gives. */
public final class StudyArguments {
    private StudyArguments() {}

    /**
     * Returns the study of this name; a part of one is the user's mistake.
     *
     * @param what is done with the study ("is packed")
     * @param command that does it
     */
    public static StudyView whole(String id, StoreReader reader, String what, String command) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study();
            case LookupResult.FoundTrials found ->
                throw new UserError(Problem.of(
                        "\"" + id + "\" is only a part of a study, and a study " + what + " as a whole",
                        command + " " + found.trials().getFirst().study()));
            case LookupResult.NothingFound nothingFound -> throw unknown(id, nothingFound);
        };
    }

    /** Returns what to say of a name that nothing has, with similar ones. */
    public static UserError unknown(String id, LookupResult.NothingFound nothingFound) {
        String near = nothingFound.near().isEmpty() ? "" : "nearest: " + String.join(", ", nothingFound.near());
        return new UserError(
                Problem.of("this store has no study or trial \"" + id + "\"", near, "recurve list names all studies"));
    }
}
