package org.recurve.app.option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.engine.executor.ConfirmedShare;
import picocli.CommandLine.Option;

/** Describes where the trials of a study are trained; no bit depends on it. Filled by picocli. */
public final class ExecutorOptions {
    private static final String ON = "--on";
    private static final String FOLDER = "folder:";
    private static final String MEMORY = "--memory";
    private static final String CONFIRM = "--confirm";
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})([kKmMgG])");
    private static final long UNIT = 1024;
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Pattern SPARK =
            Pattern.compile("spark://[^,\\s]+(,[^,\\s]+)*|local-cluster\\[\\d+,\\d+,\\d+\\]");
    private static final double PERCENT = 100;

    @Option(
            names = ON,
            paramLabel = "WHERE",
            defaultValue = "local",
            description = {
                "Where trials are trained: local (the default), on threads of this process; process, by child processes,",
                "as many as --jobs, of which one that crashes costs one try of its trial; folder:PATH, by workers that look into",
                "that folder (recurve work PATH), here or on other machines; spark://HOST:PORT, by an Apache Spark cluster, --jobs",
                "trials at once, and local-cluster[N,CORES,MB], by one on this machine that is started for it. The results are",
                "the same."
            })
    private String on = "local";

    @Option(
            names = MEMORY,
            paramLabel = "SIZE",
            description =
                    "With --on process or a cluster, the most heap of each process that trains, such as 512m or 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(
            names = CONFIRM,
            paramLabel = "SHARE",
            description = {
                "Train this share of the trials twice, such as 5%%, by another process where there is one; a second result",
                "with other bits stops the study."
            })
    private Optional<String> confirm = Optional.empty();

    /** A place where trials are trained. */
    public sealed interface Place {
        /** Threads of this process. */
        record OwnThreads() implements Place {}

        /** Child processes. */
        record ChildProcesses() implements Place {}

        /** Workers that look into a folder. */
        record SharedFolder(Path folder) implements Place {}

        /**
         * An Apache Spark cluster.
         *
         * @param master its address
         */
        record SparkCluster(String master) implements Place {}
    }

    /** Returns where trials are trained; {@link UserError} if there is no such place. */
    public Place place() {
        return switch (on) {
            case "local" -> new Place.OwnThreads();
            case "process" -> new Place.ChildProcesses();
            default -> {
                if (on.startsWith(FOLDER) && !on.equals(FOLDER)) {
                    yield new Place.SharedFolder(Path.of(on.substring(FOLDER.length())));
                }
                if (!SPARK.matcher(on).matches()) {
                    throw wrong(
                            ON,
                            "expected local, process, folder:PATH, spark://HOST:PORT or local-cluster[N,CORES,MB], found \""
                                    + on + "\"");
                }
                yield new Place.SparkCluster(on);
            }
        };
    }

    /** Returns the most heap of each child process. */
    public Optional<String> memory() {
        return memory.map(text -> size(text).text()).map(size -> switch (place()) {
            case Place.ChildProcesses _, Place.SparkCluster _ -> size;
            case Place.SharedFolder _ ->
                throw wrong(MEMORY, "each worker says how much memory its trials have: recurve work PATH --memory 4g");
            case Place.OwnThreads _ ->
                throw wrong(
                        MEMORY,
                        "trials on threads of this process share its memory; say --on process, or give this process"
                                + " more: RECURVE_JAVA_OPTS=-Xmx8g");
        });
    }

    /**
     * The most heap of a process.
     *
     * @param text as Java has it
     * @param megabytes rounded up
     */
    public record Heap(String text, long megabytes) {}

    /** Returns what {@code --memory} says, if that is a size. */
    public static Heap size(String memory) {
        Matcher size = SIZE.matcher(memory);
        if (!size.matches()) {
            throw wrong(MEMORY, "expected a size, such as 512m or 4g, found \"" + memory + "\"");
        }
        long number = Long.parseLong(size.group(1));
        return new Heap(
                memory,
                switch (size.group(2)) {
                    case "g", "G" -> number * UNIT;
                    case "m", "M" -> number;
                    default -> number / UNIT + 1;
                });
    }

    /** Returns the share of trials that is trained twice. */
    public ConfirmedShare confirmed() {
        return confirm.map(text -> {
                    Matcher share = SHARE.matcher(text);
                    double percent = share.matches() ? Double.parseDouble(share.group(1)) : -1;
                    if (!(percent > 0 && percent <= PERCENT)) {
                        throw wrong(CONFIRM, "expected a share, such as 5%, up to 100%, found \"" + text + "\"");
                    }
                    return new ConfirmedShare(percent / PERCENT);
                })
                .orElse(ConfirmedShare.NONE);
    }

    private static UserError wrong(String option, String what) {
        return new UserError(Problem.at(SourcePosition.of(option), "", what));
    }
}
