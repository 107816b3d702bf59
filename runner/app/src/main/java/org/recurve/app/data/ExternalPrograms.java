package org.recurve.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs other programs. */
interface ExternalPrograms {
    /** Runs a program to its end; one that fails ends in an IOException with its last line. */
    void run(Path folder, List<String> command) throws IOException, InterruptedException;

    /** Returns what a program prints. */
    InputStream output(List<String> command) throws IOException;

    /** The programs of this machine. */
    record LocalPrograms() implements ExternalPrograms {
        @Override
        public void run(Path folder, List<String> command) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                List<String> lines =
                        said.lines().filter(line -> !line.isBlank()).limit(3).toList();
                throw new IOException(String.join(" ", command) + " failed: " + String.join(" / ", lines));
            }
        }

        @Override
        public InputStream output(List<String> command) throws IOException {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.getInputStream();
        }
    }
}
