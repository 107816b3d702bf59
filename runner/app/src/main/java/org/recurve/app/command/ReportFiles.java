package org.recurve.app.command;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.app.run.RunFolders;
import org.recurve.reports.StudyReport;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Where reports go. */
final class ReportFiles {
    private ReportFiles() {}

    /**
     * Returns the report of a study that has not changed since it was written; written only if it is gone, or if it tells of
     * imported trials, which may have been verified since.
     */
    static Path keep(RunFolders folders, StoreReader reader, StudyView study) {
        Path file = file(folders, study);
        boolean own = study.trials().stream().allMatch(trial -> trial.trust() == TrialTrust.OWN);
        return own && Files.isRegularFile(file) ? file : write(folders, reader, study);
    }

    private static Path file(RunFolders folders, StudyView study) {
        return folders.reports().resolve(study.study() + ".html");
    }

    /** Writes the report of a study, and names its file. */
    static Path write(RunFolders folders, StoreReader reader, StudyView study) {
        Path file = file(folders, study);
        try {
            StudyReport.write(study, reader, file);
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
