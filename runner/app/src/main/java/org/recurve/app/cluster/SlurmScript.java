package org.recurve.app.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A script that submits a study to Slurm: a job that runs it and leaves its trials to a folder, an array of workers that begin once that
 * job has, and a job behind it that cancels those of them that are left.
 *
 * @param folder in which commands are given
 * @param queue the folder in which trials lie
 * @param recurve the command, as a shell has it
 * @param before lines of a shell that each job begins with
 * @param sbatch further words of each submission
 * @param time the most that a job may take
 */
record SlurmScript(
        String study,
        Path folder,
        Path queue,
        String recurve,
        List<String> before,
        List<String> sbatch,
        Optional<Duration> time,
        ClusterOptions options) {
    /** Says how many seconds before its end a job is told. */
    private static final int WARNED = 120;

    /** Stands behind each job; no line of one is the same, since those are a shell's commands. */
    private static final String END = "RECURVE_JOB";

    /** Runs the command of a job: one that is told to end tells its command, and one that is not done is queued again. */
    private static final String BODY = """
            "${command[@]}" &
            child=$!
            trap 'told=yes; kill -TERM "$child" 2>/dev/null' TERM
            told=yes
            while [ -n "$told" ]; do # a signal ends wait
              told=
              wait "$child"
              code=$?
            done
            job=${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID}
            job=${job:-$SLURM_JOB_ID}
            # 75: ended before all was done, with a checkpoint of each trial. Who was cancelled is not running any more.
            if [ "$code" -eq 75 ] && [ "$(squeue --noheader --jobs="$job" --format=%T)" = RUNNING ]; then
              scontrol requeue "$job"
            fi
            exit "$code"
            """;

    /**
     * Returns the script.
     *
     * @param run words of the command that runs the study
     * @param work those of the command that trains trials
     */
    String text(List<String> run, List<String> work) {
        return """
                #!/usr/bin/env bash
                # Submits a study to Slurm: a job that runs it, an array of jobs that train its trials, and one that ends what is left of
                # these. A job whose time is up is queued again and goes on. Submitting the same again goes on, too.
                set -eu -o pipefail
                logs=%s
                mkdir -p "$logs"
                """.formatted(ShellWord.quote(queue.resolve("logs").toString()))
                + "study=$(" + submission("", 1, options.studyMegabytes(), List.of(), "study-%j") + " <<'" + END + "'\n"
                + job(run)
                + END + "\n)\nstudy=${study%%;*}\n"
                + "workers=$("
                + submission(
                        "-workers",
                        options.processors(),
                        options.workerMegabytes(),
                        List.of(
                                "--dependency=after:\"$study\"",
                                "--array=1-" + options.workers() + "%" + options.atOnce()),
                        "worker-%A-%a")
                + " <<'" + END + "'\n"
                + job(work)
                + END + "\n)\nworkers=${workers%%;*}\n"
                + "sbatch --parsable --job-name=" + ShellWord.quote(name() + "-end")
                + " --ntasks=1 --cpus-per-task=1 --mem=100M --time=5 --dependency=afterany:\"$study\" --output=/dev/null"
                + further()
                + " --export=ALL,RECURVE_WORKERS=\"$workers\" <<'" + END + "' >/dev/null\n"
                + "#!/usr/bin/env bash\nscancel \"$RECURVE_WORKERS\"\n"
                + END + "\n"
                + "echo \"job $study runs the study, and the array $workers trains its trials; what they say is in $logs\"\n";
    }

    private String name() {
        return "recurve-" + study;
    }

    private String further() {
        return sbatch.isEmpty() ? "" : " " + ShellWord.quote(sbatch);
    }

    private String submission(String part, int processors, long megabytes, List<String> asItIs, String log) {
        List<String> words = new ArrayList<>(List.of(
                "--job-name=" + name() + part,
                "--ntasks=1",
                "--cpus-per-task=" + processors,
                "--mem=" + megabytes + "M",
                "--requeue",
                "--open-mode=append",
                "--signal=B:TERM@" + WARNED));
        time.ifPresent(most -> words.add("--time=" + Math.max(1, (most.toSeconds() + 59) / 60)));
        // Slurm has patterns in the name of this file.
        String output = queue.resolve("logs").toString().replace("%", "%%") + "/" + log + ".log";
        words.add("--output=" + output);
        return "sbatch --parsable " + ShellWord.quote(words)
                + asItIs.stream().map(word -> " " + word).collect(Collectors.joining())
                + further();
    }

    private String job(List<String> words) {
        return "#!/usr/bin/env bash\n"
                + "cd -- " + ShellWord.quote(folder.toString()) + " || exit 1\n"
                + "export RECURVE_JAVA_OPTS=\"-Xmx" + options.heap().text() + " ${RECURVE_JAVA_OPTS:-}\"\n"
                + before.stream().map(line -> line + "\n").collect(Collectors.joining())
                + "command=(" + recurve + " " + ShellWord.quote(words) + ")\n"
                + BODY;
    }
}
