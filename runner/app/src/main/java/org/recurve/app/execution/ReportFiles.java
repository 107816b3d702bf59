package org.recurve.app.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recurve.app.problem.Problem;
import org.recurve.app.report.ReportAdditions;
import org.recurve.reports.StudyReport;
import org.recurve.reports.section.OwnSection;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Writes the reports of studies into a folder: the store's own for them, or one that the user names. */
public final class ReportFiles {
    private static final int LONGEST = 80;

    private ReportFiles() {}

    /**
     * Returns the report of a study that has not changed since it was written; written only if it is gone, or if it tells of
     * imported trials, which may have been verified since, or has additions, which may be others now.
     */
    static Path keep(
            Path folder, StoreReader reader, StudyView study, ReportAdditions additions, Consumer<String> warn) {
        Path file = file(folder, study);
        boolean own = study.trials().stream().allMatch(trial -> trial.trust() == TrialTrust.OWN);
        return own && additions.isEmpty() && Files.isRegularFile(file)
                ? file
                : write(folder, reader, study, additions, warn);
    }

    private static Path file(Path folder, StudyView study) {
        return folder.resolve(study.study() + ".html");
    }

    /**
     * Writes the report of a study, and names its file.
     *
     * @param warn is told of sections that fail
     */
    public static Path write(
            Path folder, StoreReader reader, StudyView study, ReportAdditions additions, Consumer<String> warn) {
        Path file = file(folder, study);
        List<OwnSection> sections = additions.sections(study, reader, warn);
        written(study.study(), () -> StudyReport.write(study, reader, sections, additions.style(), file));
        return file;
    }

    /** Writes a page about several studies beside their own reports, and names its file. */
    public static Path together(Path folder, StoreReader reader, List<StudyView> studies, ReportAdditions additions) {
        String names = studies.stream().map(StudyView::study).collect(Collectors.joining(" "));
        Path file = folder.resolve(together(studies));
        written(names, () -> StudyReport.together(studies, reader, additions.style(), file));
        return file;
    }

    /** Returns a name that is the same for the same studies. */
    private static String together(List<StudyView> studies) {
        String first = studies.getFirst().study();
        String names = studies.stream().map(StudyView::study).collect(Collectors.joining(" and "));
        return names.length() <= LONGEST
                ? names + ".html"
                : (first.length() <= LONGEST ? first : first.substring(0, LONGEST)) + " and " + (studies.size() - 1)
                        + " more " + Integer.toHexString(names.hashCode()) + ".html";
    }

    private static void written(String names, Runnable writing) {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            throw new StoreException(
                    Problem.of(
                                    String.valueOf(e.getMessage()),
                                    "the results are kept; "
                                            + (e.getCause() instanceof IOException why && DiskFailure.isFull(why)
                                                    ? "make room, and ask with: recurve report " + names
                                                    : "name a folder you may write to: recurve report " + names
                                                            + " --to DIR"))
                            .toString(),
                    e);
        }
    }
}
