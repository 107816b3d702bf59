package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 500 trials of more than 1,000 steps: under 20 MB, open within 2 s of work. */
class LargeStudyBrowserTest {
    private static final int MOST_BYTES = 20_000_000;
    private static final double MOST_MILLISECONDS = 2_000;
    /** One that is fast enough suffices: what else a machine does slows some. */
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
        assertTrue(Files.size(file) < MOST_BYTES, Files.size(file) + " bytes");
        List<Double> opened = new ArrayList<>();
        boolean atOnce = DoubleStream.generate(() -> opening(file))
                .limit(OPENINGS)
                .peek(opened::add)
                .anyMatch(milliseconds -> milliseconds < MOST_MILLISECONDS);
        assertTrue(atOnce, opened + " ms");
    }

    /** Returns the milliseconds which the page's own thread works until it is loaded, whatever else the machine does. */
    private static double opening(Path file) {
        try (Page page = chromium.browser().newPage()) {
            CDPSession session = page.context().newCDPSession(page);
            JsonObject clock = new JsonObject();
            clock.addProperty("timeDomain", "threadTicks");
            session.send("Performance.enable", clock);
            page.navigate(file.toUri().toString());
            page.evaluate("new Promise(done => { const look = () =>"
                    + " performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
                    + " ? done() : setTimeout(look, 10); look(); })");

            JsonArray measured = session.send("Performance.getMetrics").getAsJsonArray("metrics");
            double seconds = measured.asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(metric -> metric.get("name").getAsString().equals("TaskDuration"))
                    .mapToDouble(metric -> metric.get("value").getAsDouble())
                    .sum();
            assertTrue(seconds > 0, "the browser measures its work");
            return 1_000 * seconds;
        }
    }
}
