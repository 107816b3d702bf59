package org.recurve.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other processes, running classes of the tests. */
final class Jvm {
    private Jvm() {}

    static Process start(Class<?> main, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(output + ".err")))
                .start();
    }

    /** Returns when the process has said its first line. */
    static void awaitOutput(Path output, Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!Files.readString(output).contains("\n")) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("it said nothing: " + Files.readString(Path.of(output + ".err")));
            }
            Thread.sleep(5);
        }
    }
}
