package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.app.RecurveMain;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.storage.journal.JournalReader;

/** A study that workers train through a folder is the study that was trained here, whatever becomes of the workers. */
class FolderSiteTest {
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"");
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 512, validation: 64, test: 64}}
            model: [recurrent: {cell: {lstm: 8}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 12, batch: 16}
            measure: [test.mean-squared-error]
            select: {validation.loss: min}
            seeds: 3
            checkpoint: {steps: 10, keep: 2}
            """;

    @TempDir
    Path folder;

    private final List<Process> workers = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process worker : workers) {
            worker.destroyForcibly().waitFor();
        }
    }

    private Process worker() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(word -> word.startsWith("--add") || word.startsWith("--enable"))
                .toList());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), RecurveMain.class.getName(), "work"));
        words.addAll(List.of(folder.resolve("queue").toString(), "--jobs", "1", "--lease", "4s"));
        Process worker = new ProcessBuilder(words).inheritIO().start();
        workers.add(worker);
        return worker;
    }

    /** Returns the worker that holds a trial of which there is a checkpoint. */
    private Process atWork(Path store) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); System.nanoTime() < end; Thread.sleep(5)) {
            Optional<Process> worker = atWorkNow(store);
            if (worker.isPresent()) {
                return worker.get();
            }
        }
        throw new IllegalStateException("no worker left a checkpoint");
    }

    private Optional<Process> atWorkNow(Path store) {
        for (QueuedTrial trial : new QueueFolder(folder.resolve("queue")).trials()) {
            Optional<QueueNote.TurnNote> held = trial.look(0);
            Path kept = store.resolve("trials")
                    .resolve(trial.folder().getFileName().toString().substring(0, 64))
                    .resolve("checkpoints");
            if (held.isPresent()
                    && held.get() instanceof Held(String name)
                    && !QueueFolder.names(kept).isEmpty()) {
                return workers.stream()
                        .filter(worker -> name.contains("-" + worker.pid() + "-"))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /** Returns such a worker, which cannot end its trial any more. */
    private Process stoppedAtWork(Path store) throws IOException, InterruptedException {
        while (true) {
            Process worker = atWork(store);
            signal(worker, "STOP");
            if (atWorkNow(store).filter(worker::equals).isPresent()) {
                return worker;
            }
            signal(worker, "CONT");
        }
    }

    private CompletableFuture<Answer> away(Path file, Path store) {
        return CompletableFuture.supplyAsync(
                () -> recurve("run", file, "--store", store, "--json", "--on", "folder:" + folder.resolve("queue")));
    }

    private void assertSame(Answer here, Answer away) throws IOException {
        assertEquals(0, here.code(), here.err());
        assertEquals(0, away.code(), away.err());
        assertEquals(digests(here), digests(away));
        List<Path> before = trials("here");
        List<Path> after = trials("away");
        assertEquals(3, before.size());
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i).getFileName(), after.get(i).getFileName());
            assertEquals(numbers(before.get(i)), numbers(after.get(i)));
            assertEquals(
                    -1,
                    Files.mismatch(
                            before.get(i).resolve("weights"), after.get(i).resolve("weights")));
        }
        assertEquals(List.of(), new QueueFolder(folder.resolve("queue")).trials());
    }

    @Test
    void aStudyOfWhichAWorkerIsKilledHasTheSameBits() throws Exception {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Answer here = recurve("run", file, "--store", folder.resolve("here"), "--json", "--jobs", 1);
        worker();
        CompletableFuture<Answer> answer = away(file, folder.resolve("away"));
        Process killed = stoppedAtWork(folder.resolve("away"));
        killed.destroyForcibly();
        worker();
        assertSame(here, answer.get());
        assertTrue(
                Pattern.compile("baseline/\\d: the worker \\S+-" + killed.pid()
                                + "-\\S+ (that trained it gives|gave) no sign of life.*; it is trained again from its"
                                + " checkpoint after step \\d+0")
                        .matcher(answer.get().err())
                        .find(),
                answer.get().err());
    }

    @Test
    @Tag("attack")
    @EnabledIfSystemProperty(named = "recurve.kills", matches = "\\d+")
    void workersComeAndGo() throws Exception {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE.replace("epochs: 12", "epochs: 200"));
        Answer here = recurve("run", file, "--store", folder.resolve("here"), "--json", "--jobs", 1);
        worker();
        CompletableFuture<Answer> answer = away(file, folder.resolve("away"));
        Process zombie = atWork(folder.resolve("away"));
        signal(zombie, "STOP");
        worker();
        TimeUnit.SECONDS.sleep(6);
        signal(zombie, "CONT");
        Process ended = atWork(folder.resolve("away"));
        ended.destroy();
        assertEquals(75, ended.waitFor());
        assertSame(here, answer.get());
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor());
    }

    private static List<String> digests(Answer answer) {
        return DIGEST.matcher(answer.out())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private List<Path> trials(String store) throws IOException {
        try (Stream<Path> trials = Files.list(folder.resolve(store).resolve("trials"))) {
            return trials.sorted().toList();
        }
    }

    /** All steps and epochs of a trial's journal, each once and in order, but for the time they took. */
    private static List<String> numbers(Path trial) {
        List<String> numbers = new ArrayList<>();
        new JournalReader(trial.resolve("journal")).forEach(event -> {
            switch (event) {
                case Event.StepDone step -> numbers.add(step.toString());
                case Event.EpochDone epoch -> numbers.add(epoch.epoch() + " " + epoch.metrics() + " " + epoch.digest());
                default -> {}
            }
        });
        return numbers;
    }
}
