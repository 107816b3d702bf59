package org.recurve.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.recurve.app.problem.ExitCodes;

/** A run whose results take long to show, ended by a scheduler. */
class StopSignalTest {
    /** The process that is ended: all is stored, and its results are never shown to their end. */
    static final class Showing {
        private Showing() {}

        public static void main(String[] args) throws InterruptedException {
            try (StopSignal signal = StopSignal.onSignal()) {
                signal.allStored();
                System.out.println("showing");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void termEndsAtOnceWhatOnlyShowsResults() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Showing.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("showing", said.readLine());
            process.toHandle().destroy(); // unlike the process itself, this leaves its output open
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it went on showing");
            assertEquals(ExitCodes.UNFINISHED, process.exitValue());
            assertTrue(said.readLine().contains("everything is stored"));
        }
    }
}
