package org.recurve.app.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.Folders;
import org.recurve.reports.Report;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/** Where reports go. */
final class Reports {
    private Reports() {}

    /** Writes the report of a study, and names its file. */
    static Path write(Folders folders, Reader reader, StudyView study) {
        Path file = folders.reports().resolve(study.study() + ".html");
        try {
            Report.write(study, reader, file);
        } catch (UncheckedIOException e) {
            throw new UserError(
                    Problem.of(
                            String.valueOf(e.getMessage()),
                            "the results are kept; make room, and ask with: recurve report " + study.study()),
                    e);
        }
        return file;
    }
}
