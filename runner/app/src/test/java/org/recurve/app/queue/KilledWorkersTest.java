package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.queue.QueueNote.Free;

/**
 * Processes that train, killed at random moments, two in each study, since three losses of a trial are one too many: the digests of one
 * job here, nothing lost and nothing twice. The short forms are those of {@link FolderSiteTest} and {@code ProcessSiteTest}.
 */
@Tag("attack")
class KilledWorkersTest {
    private static final int KILLS = Integer.getInteger("recurve.kills", 0) / 2;
    private static final int KILLS_A_STUDY = 2;
    private static final int ROUNDS_OF_KILLS = 10;
    private static final int FAULTS = 3;
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 256, validation: 64, test: 64}}
            model: [recurrent: {cell: {elman: 150}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 4, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 3
            checkpoint: {steps: 10, keep: 2}
            """;

    @TempDir
    Path folder;

    private final List<Program> workers = new ArrayList<>();
    private final Random random = new Random(KILLS);
    private Path file = Path.of("");
    private String here = "";

    @BeforeEach
    void trainHere() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        assertEquals(
                0,
                recurve("run", file, "--store", folder.resolve("here"), "--jobs", 1)
                        .code());
        here = trials("here");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Program worker : workers) {
            worker.process().destroyForcibly().waitFor();
        }
    }

    private String trials(String store) {
        return recurve("sql", "select seed, digest from trials order by seed", "--store", folder.resolve(store))
                .out();
    }

    private Program worker() throws IOException, InterruptedException {
        Program worker =
                Program.start(folder, List.of(), "work", folder.resolve("queue"), "--jobs", 1, "--lease", "2s");
        workers.add(worker);
        worker.await(said -> said.contains("looks into"));
        return worker;
    }

    private CompletableFuture<Answer> away(String store) {
        return CompletableFuture.supplyAsync(() ->
                recurve("run", file, "--store", folder.resolve(store), "--on", "folder:" + folder.resolve("queue")));
    }

    private void assertSame(String store, Answer away) {
        assertEquals(0, away.code(), away.err());
        assertEquals(here, trials(store));
        assertEquals(List.of(), new QueueFolder(folder.resolve("queue")).trials());
    }

    @Test
    void aWorkerThatCannotWriteLeavesTheTrialToAnother() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit of util-linux");
        Program full = worker();
        limit(full, 65536);
        CompletableFuture<Answer> run = away("away");
        QueueFolder queue = new QueueFolder(folder.resolve("queue"));
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1); System.nanoTime() < end; Thread.sleep(5)) {
            if (queue.trials().stream()
                    .anyMatch(trial ->
                            trial.look(1).filter(Free.class::isInstance).isPresent())) {
                break;
            }
        }
        worker();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertTrue(answer.err().contains(" cannot write"), answer.err());
        assertSame("away", answer);
    }

    /** It creates the file of a turn and cannot write its name; before, an empty file kept the trial from others until its lease was over. */
    @Test
    void aWorkerThatCannotWriteItsNameHoldsNoTrial() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit of util-linux");
        limit(worker(), 0);
        CompletableFuture<Answer> run = away("away");
        QueueFolder queue = new QueueFolder(folder.resolve("queue"));
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
                System.nanoTime() < end && queue.trials().isEmpty(); ) {
            Thread.sleep(5);
        }
        Thread.sleep(1500); // it looks several times a second
        worker();
        Answer answer = run.get(80, TimeUnit.SECONDS); // before, two leases of 60 s went by
        assertFalse(answer.err().contains("no sign of life"), answer.err());
        assertSame("away", answer);
    }

    /** Does to a process alone what a full disk does to a file. */
    private static void limit(Program program, int bytes) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder(
                                "prlimit",
                                "--fsize=" + bytes,
                                "--pid",
                                "" + program.process().pid())
                        .start()
                        .waitFor());
    }

    @Test
    @EnabledIfSystemProperty(named = "recurve.kills", matches = "\\d+")
    void processesOfARunAreKilled() throws Exception {
        for (int round = 0; round < KILLS / KILLS_A_STUDY; round++) {
            Program run = Program.start(
                    folder,
                    List.of(),
                    "run",
                    file,
                    "--store",
                    folder.resolve("p" + round),
                    "--on",
                    "process",
                    "--jobs",
                    2);
            for (int kill = 0; kill < KILLS_A_STUDY; kill++) {
                Thread.sleep(random.nextInt(900));
                List<ProcessHandle> children =
                        run.process().toHandle().children().toList();
                if (!children.isEmpty()) {
                    children.get(random.nextInt(children.size())).destroyForcibly();
                }
            }
            assertEquals(0, run.code(), run.said());
            assertEquals(here, trials("p" + round), run.said());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "recurve.kills", matches = "\\d+")
    void workersOfAFolderAreKilled() throws Exception {
        worker();
        worker();
        for (int round = 0; round < KILLS / KILLS_A_STUDY; round++) {
            CompletableFuture<Answer> run = away("f" + round);
            for (int kill = 0; kill < KILLS_A_STUDY; kill++) {
                Thread.sleep(random.nextInt(1500));
                Program killed = workers.remove(random.nextInt(workers.size()));
                killed.process().destroyForcibly();
                worker();
            }
            assertSame("f" + round, run.get(5, TimeUnit.MINUTES));
        }
    }

    private Program run(String store) throws IOException {
        return Program.start(
                folder,
                List.of(),
                "run",
                file,
                "--store",
                folder.resolve(store),
                "--on",
                "folder:" + folder.resolve("queue"));
    }

    @Test
    @EnabledIfSystemProperty(named = "recurve.kills", matches = "\\d+")
    void runsAreKilledAndWorkersComeBackFromTheDead() throws Exception {
        worker();
        worker();
        for (int round = 0; round < KILLS / ROUNDS_OF_KILLS; round++) {
            String store = "m" + round;
            Program run = run(store);
            for (int fault = 0; fault < FAULTS; fault++) {
                Thread.sleep(random.nextInt(1500));
                Program worker = workers.get(random.nextInt(workers.size()));
                switch (fault) {
                    case 0 -> {
                        run.signal("KILL");
                        run.code();
                        run = run(store);
                    }
                    case 1 -> {
                        worker.signal("STOP");
                        Thread.sleep(2500); // longer than its lease
                        worker.signal("CONT");
                    }
                    default -> {
                        worker.signal("TERM");
                        workers.remove(worker);
                        worker();
                        worker.code();
                    }
                }
            }
            assertEquals(0, run.code(), run.said());
            assertEquals(here, trials(store), run.said());
            assertEquals(List.of(), new QueueFolder(folder.resolve("queue")).trials());
        }
    }
}
