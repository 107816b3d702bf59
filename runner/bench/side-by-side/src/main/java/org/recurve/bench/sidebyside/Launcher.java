package org.recurve.bench.sidebyside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.bench.measure.Row;

/** Starts entrants, each in a JVM of its own, with one thread for whatever native library it brings. */
final class Launcher {
    private static final Map<String, String> ONE_THREAD =
            Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

    private final Path home;
    private final Settings settings;

    /**
     * Launches entrants.
     *
     * @param home the folder that holds the entrants' modules, built
     */
    Launcher(Path home, Settings settings) {
        this.home = home;
        this.settings = settings;
    }

    boolean isBuilt(Entrant entrant) {
        return Files.exists(classes(entrant).resolve(entrant.main().replace('.', '/') + ".class"));
    }

    /** The rows an entrant prints; its whole output stays in a file that an error names. */
    List<Row> run(Entrant entrant) throws IOException, InterruptedException {
        Path out = home.resolve("side-by-side/target/" + entrant.name() + ".out");
        Path err = home.resolve("side-by-side/target/" + entrant.name() + ".err");
        ProcessBuilder builder = new ProcessBuilder(command(entrant))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(ONE_THREAD);
        builder.environment().putAll(entrant.environment());
        int exit = waitFor(builder.start());
        if (exit != 0) {
            throw new IOException("it ended with " + exit + "; see " + err);
        }
        try (var lines = Files.lines(out)) {
            return lines.filter(Row::isRow).map(Row::parse).toList();
        }
    }

    private static int waitFor(Process process) throws InterruptedException {
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor();
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private List<String> command(Entrant entrant) throws IOException {
        List<String> command = new ArrayList<>();
        if (!settings.cpu().isEmpty()) {
            command.addAll(List.of("taskset", "-c", settings.cpu()));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(entrant.options());
        command.add("-Dbench.warmup=" + settings.warmup());
        command.add("-Dbench.measured=" + settings.measured());
        command.add("-Dbench.clock=" + settings.clock());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", classPath(entrant), entrant.main()));
        command.addAll(settings.only());
        return command;
    }

    /** The module's own classes and what its build noted as their dependencies. */
    private String classPath(Entrant entrant) throws IOException {
        Path dependencies = home.resolve(entrant.module()).resolve("target/class-path");
        return classes(entrant)
                + File.pathSeparator
                + Files.readString(dependencies).strip();
    }

    private Path classes(Entrant entrant) {
        return home.resolve(entrant.module()).resolve("target/classes");
    }
}
