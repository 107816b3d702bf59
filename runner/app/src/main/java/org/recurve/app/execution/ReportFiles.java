package org.recurve.app.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.reports.StudyReport;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Writes the reports of studies into a folder: the store's own for them, or one that the user names. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Returns the report of a study that has not changed since it was written; written only if it is gone, or if it tells of
     * imported trials, which may have been verified since.
     */
    static Path keep(Path folder, StoreReader reader, StudyView study) {
        Path file = file(folder, study);
        boolean own = study.trials().stream().allMatch(trial -> trial.trust() == TrialTrust.OWN);
        return own && Files.isRegularFile(file) ? file : write(folder, reader, study);
    }

    private static Path file(Path folder, StudyView study) {
        return folder.resolve(study.study() + ".html");
    }

    /** Writes the report of a study, and names its file. */
    public static Path write(Path folder, StoreReader reader, StudyView study) {
        Path file = file(folder, study);
        try {
            StudyReport.write(study, reader, file);
        } catch (UncheckedIOException e) {
            throw new StoreException(
                    Problem.of(
                                    String.valueOf(e.getMessage()),
                                    "the results are kept; "
                                            + (e.getCause() instanceof IOException why && DiskFailure.isFull(why)
                                                    ? "make room, and ask with: recurve report " + study.study()
                                                    : "name a folder you may write to: recurve report " + study.study()
                                                            + " --to DIR"))
                            .toString(),
                    e);
        }
        return file;
    }
}
