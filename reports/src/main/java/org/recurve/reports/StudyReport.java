package org.recurve.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.recurve.reports.page.ReportPage;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** The answer to a study's question, as one HTML file: the same stored data give the same bytes. */
public final class StudyReport {
    private static final String TEMPLATES = "org.recurve.reports.templates";

    private StudyReport() {}

    /**
     * Writes the report of a study, finished or not; folders are created, an older report is replaced.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     * @throws org.recurve.storage.file.StoreException if the store cannot be read
     */
    public static void write(StudyView study, StoreReader reader, Path file) {
        String page = html(study, reader);
        try {
            WholeFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report could not be written: " + e.getMessage(), e);
        }
    }

    static String html(StudyView study, StoreReader reader) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, StudyReport.class.getClassLoader(), TEMPLATES);
        StringOutput out = new StringOutput();
        engine.render("page.jte", Map.of("page", ReportPage.of(study, reader), "assets", PageAssets.load()), out);
        return out.toString();
    }
}
