package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of 500 trials with curves of 1,000 steps is to stay under 20 MB: what a trial adds may be 40 KB. */
class ReportSizeTest {
    private static final int BYTES_A_TRIAL = 40_000;

    @TempDir
    Path folder;

    @Test
    void aPointOfASweepAddsLittle() throws IOException {
        long few = bytes("few", Studies.sweep(20, 7));
        long many = bytes("many", Studies.sweep(60, 7));

        assertTrue(many - few < 40 * BYTES_A_TRIAL, (many - few) / 40 + " bytes a point");
    }

    @Test
    void aSeedAddsLittle() throws IOException {
        long few = bytes("few", Studies.wide(2, 10, 7));
        long many = bytes("many", Studies.wide(2, 30, 7));

        assertTrue(many - few < 40 * BYTES_A_TRIAL, (many - few) / 40 + " bytes a seed");
    }

    private long bytes(String name, Studies studies) throws IOException {
        return Files.size(Written.report(folder.resolve(name), studies, (recorder, s) -> s.record(recorder)));
    }
}
