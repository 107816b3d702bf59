package org.recurve.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.recurve.reports.catalogue.CataloguePage;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.WholeFile;

/** The catalogue of plugins as one HTML file, in the clothes of reports. */
public final class PluginCatalogue {
    private PluginCatalogue() {}

    /**
     * Writes the page; an older one is replaced.
     *
     * @throws UncheckedIOException if {@code file} cannot be written
     */
    public static void write(CataloguePage page, Path file) {
        StringOutput text = new StringOutput();
        TemplateEngine.createPrecompiled(
                        null, ContentType.Html, PluginCatalogue.class.getClassLoader(), StudyReport.TEMPLATES)
                .render("catalogue.jte", Map.of("page", page, "assets", PageAssets.load()), text);
        try {
            WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the catalogue could not be written: " + DiskFailure.reason(e), e);
        }
    }
}
