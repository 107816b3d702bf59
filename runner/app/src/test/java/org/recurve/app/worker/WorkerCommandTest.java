package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
    @TempDir
    private Path folder;

    /** It would write to the file of this process's recording, and its first words would stand among the messages. */
    @Test
    void aChildRecordsNothingThoughAVariableHasEveryJvmRecord() throws Exception {
        Path recording = folder.resolve("all.jfr");
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=filename=" + recording);
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:+FlightRecorder");
        Process child = new WorkerCommand(Optional.empty()).completed(builder).start();
        child.getOutputStream().close(); // its input ends, and so does it
        assertEquals("", new String(child.getInputStream().readAllBytes()));
        child.waitFor(1, TimeUnit.MINUTES);
        assertFalse(Files.exists(recording));
    }

    /** A process with other options of its own still trusts the certificates that a variable names. */
    @Test
    void anotherProgramGetsAllButWhatIsForOneProcess() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                " -Dtrust='a b.jks'  -XX:StartFlightRecording=filename='all of it.jfr' -javaagent:a.jar -Dx=\"y z\"",
                "_JAVA_OPTIONS",
                "-XX:StartFlightRecording",
                "PATH",
                "-javaagent:b.jar"));
        WorkerCommand.withoutOneProcess(environment);
        assertEquals(
                Map.of("JAVA_TOOL_OPTIONS", "-Dtrust='a b.jks' -Dx=\"y z\"", "PATH", "-javaagent:b.jar"), environment);
    }
}
