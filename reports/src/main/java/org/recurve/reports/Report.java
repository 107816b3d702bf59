package org.recurve.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/** The answer to a study's question, as one HTML file: the same stored data give the same bytes. */
public final class Report {
    private Report() {}

    /**
     * Writes the report of a study, finished or not; folders are created, an older report is replaced.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     * @throws org.recurve.storage.journal.StoreException if the store cannot be read
     */
    public static void write(StudyView study, Reader reader, Path file) {
        String page = study.study();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report could not be written: " + e.getMessage(), e);
        }
    }
}
