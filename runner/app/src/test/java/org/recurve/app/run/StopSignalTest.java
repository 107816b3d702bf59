package org.recurve.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.recurve.app.problem.ExitCodes;

/** A run whose results take long to show, ended by a scheduler. */
class StopSignalTest {
    /** The process that is ended; its results are never shown to their end. */
    static final class Showing {
        private Showing() {}

        public static void main(String[] args) throws InterruptedException {
            try (StopSignal signal = StopSignal.onSignal()) {
                if (args[0].equals("showing")) {
                    signal.allStored();
                }
                System.out.println(args[0]);
                while (!signal.getAsBoolean()) {
                    Thread.sleep(10);
                }
                signal.allStored();
                Thread.sleep(60_000);
            }
        }
    }

    /** A process that was told to end before its run begins to listen: hooks run once a JVM takes no more of them. */
    static final class Late {
        private Late() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try (ForeignExit _ = ForeignExit.watch();
                        StopSignal signal = StopSignal.onSignal()) {
                    System.out.println("told to stop: " + signal.getAsBoolean());
                }
            }));
        }
    }

    @Test
    void aRunThatBeginsWhileTheProcessEndsIsToldToStop() throws IOException, InterruptedException {
        Process process = start(Late.class, "");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("told to stop: true", said.strip());
        assertEquals(0, process.waitFor());
    }

    private static Process start(Class<?> main, String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
    }

    /** What is told while all is stored shows nothing more; what is told while it trains has time to say how far it came. */
    @Test
    void termEndsWhatOnlyShowsResults() throws IOException, InterruptedException {
        Map<String, String> said = Map.of("showing", "everything is stored", "training", "stopping at the next step");
        Map<String, Process> processes = new TreeMap<>();
        for (String how : said.keySet()) {
            processes.put(how, start(Showing.class, how));
        }
        for (Map.Entry<String, Process> each : processes.entrySet()) {
            Process process = each.getValue();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                assertEquals(each.getKey(), lines.readLine());
                process.toHandle().destroy(); // unlike the process itself, this leaves its output open
                assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it went on " + each.getKey());
                assertEquals(ExitCodes.UNFINISHED, process.exitValue());
                assertTrue(lines.readLine().contains(said.get(each.getKey())));
            }
        }
    }
}
