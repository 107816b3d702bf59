package org.recurve.app.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.ExecutorOptions.Heap;
import org.recurve.app.option.NumberOptions;
import picocli.CommandLine.Option;

/** Describes what of a cluster a study is to have. Filled by picocli. */
final class ClusterOptions {
    /** Says how many trials lie in the folder at least, as a run does by itself. */
    private static final int LEAST_IN_FOLDER = 32;

    private static final double BESIDE_HEAP = 1.25;
    private static final long BESIDE_MEGABYTES = 256;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many jobs train trials (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "How many of the workers may run at the same time (default: all).")
    private Optional<Integer> atOnce = Optional.empty();

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trials side by side in each worker (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description =
                    "The most heap of each process, such as 512m or 4g (default: ${DEFAULT-VALUE}). The cluster is asked"
                            + " for as much for each process, and a quarter more.")
    private String memory = "2g";

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "A worker ends when there was no trial to take for so long (default: ${DEFAULT-VALUE}).")
    private String idle = "10m";

    @Option(
            names = "--run",
            paramLabel = "OPTION",
            description = "A further option of recurve run, such as --run=--confirm=5%%; may be given several times.")
    private List<String> more = new ArrayList<>();

    /** Reports what is wrong with the options. */
    void check() {
        NumberOptions.positive("--workers", workers);
        NumberOptions.positive("--slots", slots);
        NumberOptions.positive("--threads", threads);
        atOnce.ifPresent(number -> NumberOptions.positive("--at-once", number));
        heap();
        NumberOptions.time("--idle", idle);
    }

    int workers() {
        return workers;
    }

    int atOnce() {
        return Math.min(workers, atOnce.orElse(workers));
    }

    /** Returns how many processors a worker needs. */
    int processors() {
        return slots * threads;
    }

    /** Returns the most heap of a process. */
    Heap heap() {
        return ExecutorOptions.size(memory);
    }

    /** Returns the megabytes that a job of so many processes needs: what lies beside their heaps as well. */
    private long megabytes(int processes) {
        return processes * ((long) Math.ceil(heap().megabytes() * BESIDE_HEAP) + BESIDE_MEGABYTES);
    }

    /** Returns the megabytes of the job that runs the study. */
    long studyMegabytes() {
        return megabytes(1);
    }

    /** Returns the megabytes of a worker: a process for each trial, and its own. */
    long workerMegabytes() {
        return megabytes(slots + 1);
    }

    /**
     * Returns the words of the command that runs the study.
     *
     * @param given of the file and of folders
     */
    List<String> run(List<String> given, String queue) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(given);
        int inFolder = Math.max(LEAST_IN_FOLDER, 2 * atOnce() * slots);
        words.addAll(List.of("--on", "folder:" + queue, "--jobs", "" + inFolder, "--threads", "" + threads));
        words.addAll(more);
        return words;
    }

    /** Returns the words of the command that trains trials. */
    List<String> work(List<String> given, String queue) {
        List<String> words = new ArrayList<>(List.of("work", queue));
        words.addAll(given);
        words.addAll(List.of("--jobs", "" + slots, "--memory", memory, "--idle", idle));
        return words;
    }
}
