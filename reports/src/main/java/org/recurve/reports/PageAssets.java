package org.recurve.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.reports.style.ReportStyle;

/**
 * Describes what a page carries besides its content.
 *
 * @param theme runs before anything is drawn
 * @param script runs when everything is there
 */
public record PageAssets(String style, String theme, String script) {
    /** Returns those of a report. */
    public static PageAssets load() {
        return load(ReportStyle.PLAIN);
    }

    public static PageAssets load(ReportStyle style) {
        return new PageAssets(
                read("uplot/uPlot.min.css") + read("report.css") + style.css(),
                read("theme.js"),
                String.join(
                        "",
                        read("uplot/uPlot.iife.min.js"),
                        read("svg.js"),
                        read("tables.js"),
                        read("charts.js"),
                        read("report.js")));
    }

    /** Returns those of a page that lives. */
    public static PageAssets live() {
        return new PageAssets(
                read("uplot/uPlot.min.css") + read("report.css") + read("watch.css"),
                read("theme.js"),
                String.join("", read("uplot/uPlot.iife.min.js"), read("svg.js"), read("charts.js"), read("watch.js")));
    }

    /** Allows a page of a server this style, these scripts, pictures within it, and events and forms of that server: by hash, and no others. */
    public String servedPolicy() {
        String scripts = Stream.of(theme, script).map(PageAssets::hash).collect(Collectors.joining(" "));
        return "default-src 'none'; style-src " + hash(style) + "; style-src-attr 'unsafe-inline'; script-src "
                + scripts
                + "; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Allows the page its own style, pictures within it, and these very scripts: no others, and nothing from outside. */
    public String policy() {
        String scripts = Stream.of(theme, script).map(PageAssets::hash).collect(Collectors.joining(" "));
        return "default-src 'none'; style-src 'unsafe-inline'; script-src " + scripts
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the reports' jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
