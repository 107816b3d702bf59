package org.recurve.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.recurve.reports.page.Page;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/** The answer to a study's question, as one HTML file: the same stored data give the same bytes. */
public final class Report {
    private static final String TEMPLATES = "org.recurve.reports.templates";

    private Report() {}

    /**
     * Writes the report of a study, finished or not; folders are created, an older report is replaced.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     * @throws org.recurve.storage.journal.StoreException if the store cannot be read
     */
    public static void write(StudyView study, Reader reader, Path file) {
        String page = html(study, reader);
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            replace(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report could not be written: " + e.getMessage(), e);
        }
    }

    /** A report that the disk took only a part of would be shown as one. */
    private static void replace(Path file, String page) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            Files.writeString(next, page, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    static String html(StudyView study, Reader reader) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, Report.class.getClassLoader(), TEMPLATES);
        StringOutput out = new StringOutput();
        engine.render("page.jte", Map.of("page", Page.of(study, reader), "assets", Assets.load()), out);
        return out.toString();
    }
}
