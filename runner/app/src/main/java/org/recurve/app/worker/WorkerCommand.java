package org.recurve.app.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line of a process that trains trials: this process's own Java, options and class path, so that both compute alike.
 *
 * @param memory the most heap of each, {@code 2g}; that of this process if empty
 */
public record WorkerCommand(Optional<String> memory) {
    /** Options that are for one process alone: what others debug, record or write to files. */
    private static final Pattern ONE_PROCESS = Pattern.compile(
            "-agent.*|-javaagent.*|-Xdebug|-Xrun.*|-Dcom\\.sun\\.management.*|-XX:AOTCacheOutput.*|-XX:AOTMode=(record|create)"
                    + "|-XX:ArchiveClassesAtExit.*|-XX:\\+?(StartFlightRecording|FlightRecorder).*|-Xloggc.*|-Xlog:.*:file=.*");

    private static final Pattern HEAP = Pattern.compile("-Xm[sx].*|-XX:(Initial|Max|Min)(RAMPercentage|HeapSize).*");

    /** Variables whose options are already among those of this process; a child that took them itself would take all of them. */
    private static final Set<String> TAKEN = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** A word of a variable, where quotes may hold blanks. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    /** Takes the options that are for one process alone out of the variables that another JVM reads. */
    static void withoutOneProcess(Map<String, String> environment) {
        TAKEN.forEach(name -> environment.computeIfPresent(
                name,
                (_, options) -> WORD.matcher(options)
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !ONE_PROCESS.matcher(option).matches())
                        .collect(Collectors.joining(" "))));
        environment
                .entrySet()
                .removeIf(variable ->
                        TAKEN.contains(variable.getKey()) && variable.getValue().isEmpty());
    }

    /** Returns what starts such a process. */
    ProcessBuilder builder() {
        return completed(new ProcessBuilder());
    }

    /** Gives it the words, and keeps from it the variables whose options are among them, but for those of one process. */
    ProcessBuilder completed(ProcessBuilder builder) {
        builder.environment().keySet().removeAll(TAKEN);
        return builder.command(words());
    }

    /** Returns the words. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !ONE_PROCESS.matcher(option).matches())
                .filter(option -> memory.isEmpty() || !HEAP.matcher(option).matches())
                .forEach(words::add);
        memory.ifPresent(most -> words.add("-Xmx" + most));
        words.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // its standard output is for messages
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName()));
        return List.copyOf(words);
    }
}
