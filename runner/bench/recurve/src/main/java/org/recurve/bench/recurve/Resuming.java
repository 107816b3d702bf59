package org.recurve.bench.recurve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalTail;
import org.recurve.storage.journal.StoreLayout;

/** Seconds from the start of a process to the first step that it recorded, of a trial that was killed or of a new one. */
final class Resuming {
    private static final int TURNS = 3;
    private static final int EPOCHS = 1000;

    private Resuming() {}

    static double ofAKilledTrial() {
        return fastest(store -> {
            killed(store, WideNet.STEPS_PER_CHECKPOINT * 3);
            return firstStep(store, "resume", WideNet.STUDY);
        });
    }

    static double ofANewTrial() {
        return fastest(store -> firstStep(store, "run", file(store)));
    }

    /** What going on takes more than beginning: to find the checkpoint, to read and check it, and to cut the journal. */
    static double more() {
        return ofAKilledTrial() - ofANewTrial();
    }

    private interface Timed {
        double seconds(Path store) throws IOException, InterruptedException;
    }

    private static double fastest(Timed timed) {
        double fastest = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            try (Scratch scratch = Scratch.make()) {
                fastest = Math.min(fastest, timed.seconds(scratch.folder()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return fastest;
    }

    private static String file(Path store) {
        return WideNet.file(store, EPOCHS).toString();
    }

    private static double firstStep(Path store, String... words) throws IOException, InterruptedException {
        long before = begun(journal(store));
        long begin = System.nanoTime();
        Process process = start(store, words);
        try {
            for (JournalChunk now = journal(store); begun(now) == before || steps(now) == 0; now = journal(store)) {
                await(process);
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void killed(Path store, int steps) throws IOException, InterruptedException {
        Process process = start(store, "run", file(store));
        try {
            while (steps(journal(store)) < steps) {
                await(process);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void await(Process process) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the process ended by itself, with " + process.exitValue());
        }
        Thread.sleep(2);
    }

    private static Process start(Path store, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseParallelGC",
                "-Dguice_bytecode_gen_option=DISABLED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.recurve.app.RecurveMain"));
        command.addAll(List.of(words));
        command.addAll(List.of("--store", store.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the only trial's journal holds; nothing if there is none. */
    private static JournalChunk journal(Path store) throws IOException {
        Path trials = store.resolve("trials");
        if (Files.exists(trials)) {
            try (Stream<Path> folders = Files.list(trials)) {
                List<Path> journals =
                        folders.map(StoreLayout::journal).filter(Files::exists).toList();
                if (!journals.isEmpty()) {
                    return new JournalReader(journals.getFirst()).read(JournalPosition.START);
                }
            }
        }
        return new JournalChunk(
                false, List.of(), JournalPosition.START, false, new JournalTail.CleanTail(), List.of(), List.of());
    }

    /** How often the trial was begun or gone on with. */
    private static long begun(JournalChunk journal) {
        return journal.entries().stream()
                .filter(entry -> entry.event() instanceof Event.TrialStarted)
                .count();
    }

    /** Steps recorded since the trial was last begun or gone on with. */
    private static int steps(JournalChunk journal) {
        int steps = 0;
        for (JournalChunk.ChunkEntry entry : journal.entries()) {
            steps = switch (entry.event()) {
                case Event.TrialStarted _ -> 0;
                case Event.StepDone _ -> steps + 1;
                default -> steps;
            };
        }
        return steps;
    }
}
