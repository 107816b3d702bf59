package org.recurve.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    /** Writes a file when the process is ending already. */
    static final class LateWriter {
        private LateWriter() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    WholeFile.write(Path.of(args[0]), out -> out.write("late".getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
    }

    @Test
    void whatIsWrittenWhileTheProcessEndsIsWholeAndAlone() throws Exception {
        Path file = folder.resolve("file.txt");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LateWriter.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(writer.waitFor(1, TimeUnit.MINUTES), said);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), said);
        }
        assertEquals("late", Files.readString(file));
    }
}
