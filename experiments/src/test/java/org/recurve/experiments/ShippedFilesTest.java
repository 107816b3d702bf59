package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.app.command.RecurveCommand;

/** Every shipped file, in its quick form, from end to end. The full forms are run by hand and by the bench. */
class ShippedFilesTest {
    /** What the lectures draw: all of it stands in the report of one file. */
    private static final List<String> DRAWN = List.of(
            "kernels",
            "feature maps of conv1",
            "equivariance",
            "shared edges",
            "as a dense layer",
            "strongest patches",
            "loss along the gradient",
            "loss along the clipped gradient",
            "filters taken together",
            "weights as images",
            "reconstructions of the phase give-back");

    @TempDir
    Path store;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreFiles() throws IOException {
        assertTrue(files().size() >= 2);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theQuickFormRunsAndHoldsWhatItExpects(Path file) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "run",
                "--quick",
                "--store",
                store.toString(),
                file.toString());
        boolean ci = Boolean.parseBoolean(System.getenv("CI"));
        Assumptions.assumeFalse(
                !ci && err.toString().contains("could not be fetched"), () -> "the data is absent: " + err);
        assertEquals(0, code, () -> err + "\n" + out);
        if (file.endsWith("shifted-digits.yaml")) {
            String report = Files.readString(store.resolve("reports").resolve("shifted-digits-quick.html"));
            DRAWN.forEach(picture -> assertTrue(report.contains("<h3>" + picture + "</h3>"), picture));
        }
    }
}
