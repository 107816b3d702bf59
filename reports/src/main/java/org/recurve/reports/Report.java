package org.recurve.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.recurve.reports.page.Page;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;
import org.recurve.storage.journal.WholeFile;

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
        try {
            WholeFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report could not be written: " + e.getMessage(), e);
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
