package org.recurve.app.command;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.app.run.Folders;
import org.recurve.reports.Report;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;
import org.recurve.storage.journal.StoreException;
import org.recurve.storage.journal.TrialTrust;

/** Where reports go. */
final class Reports {
    private Reports() {}

    /**
     * The report of a study that has not changed since it was written; written only if it is gone, or if it tells of
     * imported trials, which may have been verified since.
     */
    static Path keep(Folders folders, Reader reader, StudyView study) {
        Path file = file(folders, study);
        boolean own = study.trials().stream().allMatch(trial -> trial.trust() == TrialTrust.OWN);
        return own && Files.isRegularFile(file) ? file : write(folders, reader, study);
    }

    private static Path file(Folders folders, StudyView study) {
        return folders.reports().resolve(study.study() + ".html");
    }

    /** Writes the report of a study, and names its file. */
    static Path write(Folders folders, Reader reader, StudyView study) {
        Path file = file(folders, study);
        try {
            Report.write(study, reader, file);
        } catch (UncheckedIOException e) {
            throw new StoreException(
                    Problem.of(
                                    String.valueOf(e.getMessage()),
                                    "the results are kept; make room, and ask with: recurve report " + study.study())
                            .toString(),
                    e);
        }
        return file;
    }
}
