package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.RecurveMain;

/** Standard output that takes nothing: an answer nobody got does not end with exit code 0. */
@Tag("attack")
class FullOutputTest {
    @TempDir
    Path folder;

    private int code(Path out, Path err, String... words) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProgramArchive.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + ProgramArchive.shared().file(),
                "-cp",
                ProgramArchive.shared().classPath(),
                RecurveMain.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
    }

    @Test
    void aFullDiskBehindStandardOutputIsAFailure() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new File("/dev/full").exists(), "this system has no /dev/full");
        Path err = folder.resolve("err");
        for (String[] words : new String[][] {{"--version"}, {"describe", "elman"}, {"plugins", "--json"}}) {
            assertEquals(0, code(folder.resolve("out"), err, words));
            assertEquals(1, code(Path.of("/dev/full"), err, words));
            String said = Files.readString(err);
            assertTrue(said.contains("standard output: cannot write: No space left on device"), said);
        }
    }

    @Test
    void aReaderThatHasEnoughIsToldNothing() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new File("/bin/sh").exists(), "this system has no shell");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "\"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" " + RecurveMain.class.getName()
                                + " describe elman | true",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"))
                .redirectError(err.toFile())
                .start();
        process.waitFor();
        assertEquals("", Files.readString(err));
    }
}
