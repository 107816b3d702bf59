package org.recurve.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;

/** A rehearsal that fails leaves every later start slow, and says nothing. */
class RehearsalTest {
    @TempDir
    Path folder;

    @Test
    void theLargeStudyIsOneThatRuns() throws Exception {
        Path file = folder.resolve("rehearsed.yaml");
        Files.writeString(file, Rehearsal.LARGE);
        StringWriter said = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(said), new PrintWriter(said), "check", file.toString(), "--store", folder + "/store");
        assertEquals(0, code, said.toString());
    }
}
