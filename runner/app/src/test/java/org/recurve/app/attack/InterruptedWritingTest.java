package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.plugins.Jars;

/** A signal ends a long export within a second, and no half of a file bears a whole one's name. */
@Tag("attack")
class InterruptedWritingTest {
    private static final String SLOW = """
            package stranger;

            import java.io.*;
            import org.recurve.api.export.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "slow", version = 1, summary = "writes without end")
            public final class Slow implements Exporter.OfTables<NoConfig> {
                @Override
                public String ending() { return "slow"; }

                @Override
                public void write(NoConfig config, Table table, OutputStream out) throws IOException {
                    System.err.println("writing");
                    while (true) { out.write('x'); Thread.onSpinWait(); }
                }
            }
            """;
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 16}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"}) // what runs in the background of a shell may ignore INT
    void exportEndsWithinASecond(String signal, int code) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Path store = folder.resolve("store");
        Path to = folder.resolve("to");
        assumeFalse(signal.equals("INT") && RogueTest.ignoresInterrupts());
        assertEquals(0, recurve("run", file, "--store", store).code());
        Path jars = Files.createDirectories(store.resolve("plugins"));
        Jars.of(jars.resolve("slow.jar"), "org.recurve.api.export.Exporter", "Slow", SLOW);
        Program export =
                Program.start(folder, List.of(), "export", "sums", "--as", "slow", "--to", to, "--store", store);
        export.await(said -> said.contains("writing"));
        long begin = System.nanoTime();
        export.signal(signal);
        assertEquals(code, export.code(), export.said());
        long took = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(took < 1_000, took + " ms");
        assertFalse(Files.exists(to.resolve("trials.slow")));
        try (Stream<Path> left = Files.list(to)) {
            assertEquals(List.of(), left.toList());
        }
        assertEquals(0, recurve("export", "sums", "--to", to, "--store", store).code());
    }
}
