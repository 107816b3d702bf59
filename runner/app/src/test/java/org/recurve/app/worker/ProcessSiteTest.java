package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.journal.JournalReader;

/** A study in child processes is the study that was trained here, though one of them is killed; they end with this one. */
class ProcessSiteTest {
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"");
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 512, validation: 64, test: 64}}
            model: [recurrent: {cell: {lstm: 8}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 12, batch: 16}
            measure: [test.mean-squared-error]
            select: {validation.loss: min}
            seeds: 2
            checkpoint: {steps: 10, keep: 2}
            """;

    @TempDir
    Path folder;

    @Test
    void aStudyOfWhichAProcessIsKilledHasTheSameBits() throws Exception {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Path here = folder.resolve("here");
        Path away = folder.resolve("away");
        Answer whole = recurve("run", file, "--store", here, "--json", "--jobs", 1);
        assertEquals(0, whole.code(), whole.err());
        CompletableFuture<ProcessHandle> killed = CompletableFuture.supplyAsync(() -> killOnceThereIsACheckpoint(away));
        Answer answer = recurve("run", file, "--store", away, "--json", "--jobs", 1, "--on", "process");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                Pattern.compile("baseline/[01]: the process " + killed.get().pid()
                                + " that trained it was killed \\(signal 9\\).*; it is trained again from its checkpoint"
                                + " after step \\d+0")
                        .matcher(answer.err())
                        .find(),
                answer.err());
        assertEquals(digests(whole.out()), digests(answer.out()));
        List<Path> before = trials(here);
        List<Path> after = trials(away);
        assertEquals(2, before.size());
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i).getFileName(), after.get(i).getFileName());
            assertEquals(numbers(before.get(i)), numbers(after.get(i)));
            assertArrayEquals(
                    Files.readAllBytes(before.get(i).resolve("weights")),
                    Files.readAllBytes(after.get(i).resolve("weights")));
        }
        for (ProcessHandle worker : workers()) {
            worker.onExit().get(); // its input has ended
        }
    }

    private static List<String> digests(String json) {
        return DIGEST.matcher(json).results().map(match -> match.group(1)).toList();
    }

    private static List<Path> trials(Path store) throws IOException {
        try (Stream<Path> trials = Files.list(store.resolve("trials"))) {
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

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .map(word -> word.endsWith("java"))
                        .orElse(false))
                .toList();
    }

    private static ProcessHandle killOnceThereIsACheckpoint(Path store) {
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (System.nanoTime() < end) {
                List<ProcessHandle> workers = workers();
                if (!workers.isEmpty() && hasCheckpoint(store)) {
                    workers.getFirst().destroyForcibly();
                    return workers.getFirst();
                }
                Thread.sleep(2);
            }
            throw new IllegalStateException("no process left a checkpoint");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasCheckpoint(Path store) {
        try (Stream<Path> files = Files.walk(store)) {
            return files.anyMatch(file -> file.toString().endsWith(".checkpoint"));
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }
}
