package org.recurve.app.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.recurve.app.RecurveMain;

/** The program in a process of its own, that may be killed. Its output goes to files. */
public record Program(Process process, Path out, Path err) {
    public static Program start(Path folder, List<String> options, Object... words) throws IOException {
        return start(folder, Path.of("").toAbsolutePath(), Map.of(), options, words);
    }

    /** Starts it in a working folder, with more variables of the environment. */
    public static Program start(
            Path folder, Path here, Map<String, String> variables, List<String> options, Object... words)
            throws IOException {
        ProgramArchive archive = ProgramArchive.shared();
        List<String> command = new ArrayList<>(List.of(ProgramArchive.java()));
        command.addAll(options);
        command.addAll(ProgramArchive.OPTIONS);
        // Whose options differ has no use for the archive, and would be told so on its standard output.
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive.file(), "-Xlog:disable", "-cp", archive.classPath()));
        command.add(RecurveMain.class.getName());
        for (Object word : words) {
            command.add(word.toString());
        }
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        return new Program(process, out, err);
    }

    public String said() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    /** Returns when the condition holds, or when the process has ended by itself. */
    public void await(Predicate<String> said) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (process.isAlive() && !said.test(said())) {
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("it did not say what was awaited, but: " + said());
            }
            Thread.sleep(5);
        }
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public int code() throws InterruptedException, IOException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IOException("it did not end: " + said());
        }
        return process.exitValue();
    }
}
