package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory would not hold all that is stored of a study's trials, its run shows their numbers, and says how to get the rest. */
@Tag("attack")
class SmallHeapTest {
    @TempDir
    Path folder;

    @Test
    void aRunWithoutTheMemoryForItsReportEndsWell() throws IOException, InterruptedException {
        SmallStudy study = new SmallStudy(SmallStudy.file(folder), folder.resolve("store"));
        Program run = Program.start(folder, List.of("-Xmx60m"), "run", study.file(), "--store", study.store());
        assertEquals(0, run.code(), run.said());
        assertTrue(Files.readString(run.out()).contains("baseline"), run.said());
        assertTrue(run.said().contains("m recurve report sums writes them"), run.said());
        Path report = study.store().resolve("reports").resolve("sums.html");
        assertFalse(Files.exists(report));
        assertEquals(0, recurve("report", "sums", "--store", study.store()).code());
        assertTrue(Files.exists(report));
    }
}
