package org.recurve.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.recurve.reports.page.ReportPage;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.several.SeveralStudies;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** The answer to a study's question, as one HTML file: the same stored data give the same bytes. */
public final class StudyReport {
    static final String TEMPLATES = "org.recurve.reports.templates";

    private StudyReport() {}

    /**
     * Writes the report of a study, finished or not; folders are created, an older report is replaced.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     * @throws org.recurve.storage.file.StoreException if the store cannot be read
     */
    public static void write(StudyView study, StoreReader reader, Path file) {
        write(study, reader, List.of(), ReportStyle.PLAIN, file);
    }

    /**
     * Writes the report of a study with what a lab adds to it.
     *
     * @param sections of plugins, in their order
     */
    public static void write(
            StudyView study, StoreReader reader, List<OwnSection> sections, ReportStyle style, Path file) {
        write("page.jte", ReportPage.of(study, reader, sections), style, file);
    }

    /**
     * Writes a page about several studies, beside which their own reports are expected.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     * @throws org.recurve.storage.file.StoreException if the store cannot be read
     */
    public static void together(List<StudyView> studies, StoreReader reader, Path file) {
        together(studies, reader, ReportStyle.PLAIN, file);
    }

    /** Writes the same page in the style of a lab. */
    public static void together(List<StudyView> studies, StoreReader reader, ReportStyle style, Path file) {
        write("several.jte", SeveralStudies.of(studies, reader), style, file);
    }

    private static void write(String template, Object page, ReportStyle style, Path file) {
        try {
            WholeFile.write(file, out -> {
                Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                render(template, page, style, new WriterOutput(text));
                text.flush();
            });
        } catch (UncheckedIOException e) { // of the template
            throw unwritten(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static UncheckedIOException unwritten(Path file, IOException why) {
        return new UncheckedIOException(file + ": the report could not be written: " + DiskFailure.reason(why), why);
    }

    /**
     * Returns the report of a study, finished or not, with what a lab adds to it.
     *
     * @param sections of plugins, in their order
     */
    public static String html(StudyView study, StoreReader reader, List<OwnSection> sections, ReportStyle style) {
        return html("page.jte", ReportPage.of(study, reader, sections), style);
    }

    /** Returns a page about several studies, in the style of a lab. */
    public static String html(List<StudyView> studies, StoreReader reader, ReportStyle style) {
        return html("several.jte", SeveralStudies.of(studies, reader), style);
    }

    private static String html(String template, Object page, ReportStyle style) {
        StringOutput out = new StringOutput();
        render(template, page, style, out);
        return out.toString();
    }

    private static void render(String template, Object page, ReportStyle style, TemplateOutput out) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, StudyReport.class.getClassLoader(), TEMPLATES);
        engine.render(template, Map.of("page", page, "assets", PageAssets.load(style), "style", style), out);
    }
}
