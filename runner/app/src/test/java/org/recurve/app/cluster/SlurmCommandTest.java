package org.recurve.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** The script for Slurm as bash runs it, with commands in place of Slurm's that write down their words. {@code .ci/slurm} has the real ones. */
@DisabledOnOs(OS.WINDOWS)
class SlurmCommandTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    @TempDir
    Path folder;

    private Path bin;

    @BeforeEach
    void fakes() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        fake("sbatch", """
                n=$(ls "$SAID" | grep -c words)
                printf '%s\\n' "$@" >"$SAID/words-$n"
                cat >"$SAID/job-$n"
                echo "$((n + 7));here"
                """);
        fake("recurve", "printf '%s\\n' \"$@\" >\"$SAID/recurve\"; exit \"${CODE:-0}\"");
        fake("squeue", "echo \"${STATE:-RUNNING}\"");
        fake("scontrol", "printf '%s\\n' \"$@\" >\"$SAID/scontrol\"");
    }

    private void fake(String name, String text) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path said() throws IOException {
        return Files.createDirectories(folder.resolve("said"));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(said().resolve(name));
    }

    private Process bash(Path script, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("SAID", said().toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLURM"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String ran(Path script, int code, Map<String, String> environment) throws Exception {
        Process process = bash(script, environment);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(code, process.exitValue(), said);
        return said;
    }

    private Path script(Object... words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("slurm"));
        all.addAll(List.of(words));
        Answer answer = recurve(all.toArray());
        assertEquals(List.of(0, ""), List.of(answer.code(), answer.err()));
        return Files.writeString(folder.resolve("study.sh"), answer.out());
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), FILE);
    }

    @Test
    void aRunAnArrayThatBeginsAfterItAndAnEndAreSubmitted() throws Exception {
        Path store = folder.resolve("store");
        String said = ran(
                script(
                        file("sums.yaml"),
                        "--store",
                        store,
                        "--recurve=recurve",
                        "--workers=20",
                        "--at-once=5",
                        "--slots=3",
                        "--threads=2",
                        "--memory=4g",
                        "--time=1h30m",
                        "--sbatch=--partition=long"),
                0,
                Map.of());
        assertEquals(
                "job 7 runs the study, and the array 8 trains its trials; what they say is in " + store
                        + "/queue/logs\n",
                said);
        assertEquals(
                List.of(
                        "--parsable",
                        "--job-name=recurve-sums",
                        "--ntasks=1",
                        "--cpus-per-task=1",
                        "--mem=5376M",
                        "--requeue",
                        "--open-mode=append",
                        "--signal=B:TERM@120",
                        "--time=90",
                        "--output=" + store + "/queue/logs/study-%j.log",
                        "--partition=long"),
                lines("words-0"));
        List<String> workers = lines("words-1");
        assertTrue(
                workers.containsAll(
                        List.of("--cpus-per-task=6", "--mem=21504M", "--dependency=after:7", "--array=1-20%5")),
                workers.toString());
        assertTrue(
                lines("words-2").containsAll(List.of("--dependency=afterany:7", "--export=ALL,RECURVE_WORKERS=8")),
                lines("words-2").toString());
        assertTrue(Files.isDirectory(store.resolve("queue/logs")));
    }

    @Test
    void namesArePassedOnAsTheyAreWhateverIsInThem() throws Exception {
        Path odd = folder.resolve("a'b $(touch pwned) \"`touch pwned`\" ; touch pwned\n#\\ %j *");
        Files.createDirectories(odd.resolve("jars"));
        Files.createDirectories(odd.resolve("data"));
        Path file = Files.writeString(odd.resolve("the study.yaml"), FILE);
        Path script = script(
                file,
                "--store",
                odd.resolve("store"),
                "--plugins",
                odd.resolve("jars"),
                "--data",
                odd.resolve("data"),
                "--set=seeds=[0, 1]",
                "--queue",
                odd.resolve("queue"),
                "--recurve=recurve",
                "--run=--confirm=5%",
                "--run=$(touch pwned)");
        ran(script, 0, Map.of());
        ran(said().resolve("job-0"), 0, Map.of("SLURM_JOB_ID", "7"));
        String whole = "run\n" + file + "\n--set=seeds=[0, 1]\n--plugins\n" + odd.resolve("jars") + "\n--data\n"
                + odd.resolve("data") + "\n--store\n" + odd.resolve("store") + "\n--on\nfolder:" + odd.resolve("queue")
                + "\n--jobs\n32\n--threads\n1\n--confirm=5%\n$(touch pwned)\n";
        assertEquals(whole, Files.readString(said().resolve("recurve")));
        ran(said().resolve("job-1"), 0, Map.of("SLURM_JOB_ID", "8"));
        assertEquals(
                "work\n" + odd.resolve("queue") + "\n--data\n" + odd.resolve("data") + "\n--store\n"
                        + odd.resolve("store") + "\n--jobs\n1\n--memory\n2g\n--idle\n10m\n",
                Files.readString(said().resolve("recurve")));
        assertTrue(
                Files.readString(said().resolve("words-0"))
                        .contains("--output=" + odd.resolve("queue").toString().replace("%", "%%")
                                + "/logs/study-%j.log\n"),
                "a pattern of Slurm's is none in a folder's name");
        assertTrue(Files.notExists(folder.resolve("pwned")) && Files.notExists(odd.resolve("pwned")));
    }

    @Test
    void aJobThatIsNotDoneIsQueuedAgainUnlessItWasCancelled() throws Exception {
        ran(script(file("sums.yaml"), "--store", folder.resolve("store"), "--recurve=recurve"), 0, Map.of());
        Path study = said().resolve("job-0");
        Path scontrol = said().resolve("scontrol");
        for (int code : List.of(0, 1, 2)) {
            ran(study, code, Map.of("SLURM_JOB_ID", "7", "CODE", "" + code));
        }
        ran(study, 75, Map.of("SLURM_JOB_ID", "7", "CODE", "75", "STATE", "COMPLETING"));
        assertTrue(Files.notExists(scontrol));
        ran(study, 75, Map.of("SLURM_JOB_ID", "7", "CODE", "75"));
        assertEquals(List.of("requeue", "7"), lines("scontrol"));
        ran(
                said().resolve("job-1"),
                75,
                Map.of("SLURM_JOB_ID", "9", "SLURM_ARRAY_JOB_ID", "8", "SLURM_ARRAY_TASK_ID", "2", "CODE", "75"));
        assertEquals(List.of("requeue", "8_2"), lines("scontrol"));
    }

    @Test
    void aJobThatIsToldToEndTellsItsCommandAndWaitsForIt() throws Exception {
        fake("recurve", """
                trap 'sleep 0.3; exit 75' TERM
                touch "$SAID/began"
                while :; do sleep 0.05; done
                """);
        ran(script(file("sums.yaml"), "--store", folder.resolve("store"), "--recurve=recurve"), 0, Map.of());
        Process job = bash(said().resolve("job-1"), Map.of("SLURM_JOB_ID", "8"));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (Files.notExists(said().resolve("began")) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        job.destroy();
        assertTrue(job.waitFor(1, TimeUnit.MINUTES));
        assertEquals(75, job.exitValue());
        assertEquals(List.of("requeue", "8"), lines("scontrol"));
    }
}
