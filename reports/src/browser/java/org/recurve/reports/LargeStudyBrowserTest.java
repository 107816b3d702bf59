package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 500 trials of more than 1,000 steps: under 20 MB, open within 2 s. */
class LargeStudyBrowserTest {
    private static final int MOST_BYTES = 20_000_000;
    private static final double MOST_MILLISECONDS = 2_000;
    /** The fastest counts: what else a machine does slows some. */
    private static final int OPENINGS = 3;

    @TempDir
    static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void aSweepOfFiveHundredPointsOpensAtOnce() throws IOException {
        opensAtOnce(Studies.sweep(500, 7));
    }

    @Test
    void fiftySeedsOfTenVariantsOpenAtOnce() throws IOException {
        opensAtOnce(Studies.wide(10, 50, 7));
    }

    private static void opensAtOnce(Studies studies) throws IOException {
        Path file = Written.report(folder.resolve(studies.name()), studies, (recorder, s) -> s.record(recorder));
        double opened =
                DoubleStream.generate(() -> opening(file)).limit(OPENINGS).min().orElseThrow();

        assertTrue(Files.size(file) < MOST_BYTES, Files.size(file) + " bytes");
        assertTrue(opened < MOST_MILLISECONDS, opened + " ms");
    }

    private static double opening(Path file) {
        try (Page page = chromium.browser().newPage()) {
            page.navigate(file.toUri().toString());
            return ((Number) page.evaluate("new Promise(done => { const look = () => {"
                            + " const end = performance.getEntriesByType('navigation')[0].loadEventEnd;"
                            + " end > 0 ? done(end) : setTimeout(look, 10); }; look(); })"))
                    .doubleValue();
        }
    }
}
