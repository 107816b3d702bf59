package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.storage.journal.JournalReader;

/** A worker trains the trial that was meant, or says why not: its data are missing here, are others, or nobody said where they lie. */
class TrialWorkerTest {
    private static final String FILE = """
            study: flats
            data: {csv: {file: flats.csv, target: rent, answers: numbers, test: 0.25}}
            model: [dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.01}, epochs: 2, batch: 4}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private final PipedInputStream back = new PipedInputStream(1 << 20);
    private WireInput<WorkerMessage> answers;
    private TrialWorker worker;
    private Path data = Path.of("");
    private TrialStarted started;

    @BeforeEach
    void trainHere() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        write(data, 9);
        Path file = Files.writeString(folder.resolve("flats.yaml"), FILE);
        var answer = recurve("run", file, "--store", folder.resolve("here"), "--data", data);
        assertEquals(0, answer.code(), answer.err());
        List<Event> events = new ArrayList<>();
        try (Stream<Path> trials = Files.list(folder.resolve("here/trials"))) {
            new JournalReader(trials.findFirst().orElseThrow().resolve("journal")).forEach(events::add);
        }
        started = (TrialStarted) events.getFirst();
        worker = new TrialWorker(new WireOutput(new PipedOutputStream(back)));
        answers = new WireInput<>(back, WorkerMessage.class);
    }

    private static void write(Path folder, int last) throws IOException {
        StringBuilder rows = new StringBuilder("rooms,rent\n");
        for (int row = 0; row < 16; row++) {
            rows.append(row % 5)
                    .append(',')
                    .append(row == 15 ? last : row % 5 * 2)
                    .append('\n');
        }
        Files.writeString(folder.resolve("flats.csv"), rows);
    }

    private void begin(Path own) {
        String here = folder.toString();
        worker.take(
                new DriverMessage.Begin(here, List.of(), folder.resolve("cache").toString(), own.toString(), here));
    }

    private void train() {
        worker.take(new DriverMessage.Train(new TrialPackage(
                started.trial(),
                started.study(),
                started.variant(),
                started.task(),
                started.seed(),
                1,
                started.configuration(),
                started.provenance().plugins(),
                CheckpointRule.EACH_HALF_MINUTE,
                KeptWeights.NONE,
                List.of(),
                Optional.empty())));
    }

    /** Returns what it says of the trial: why it does not train it, or the trial's digest. */
    private String said() throws IOException {
        String said = "";
        for (Sent<WorkerMessage> sent = next(); !(sent instanceof Sent.SentEnd<WorkerMessage>); sent = next()) {
            switch (sent) {
                case Sent.SentMessage<WorkerMessage>(WorkerMessage.Refused(String reason)) -> said = reason;
                case Sent.SentEvent<WorkerMessage>(Event.TrialEnded ended) -> said = ended.digest();
                default -> {}
            }
        }
        return said;
    }

    private Sent<WorkerMessage> next() throws IOException {
        return answers.next().orElseThrow();
    }

    @Test
    void aMachineWithoutTheFileSaysSoAndTrainsOnceItIsThere() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        begin(own);
        train();
        String missing = said();
        assertTrue(missing.contains("flats.csv"), missing);
        write(own, 9);
        train();
        String digest = said();
        assertTrue(digest.startsWith("sha256:"), digest);
        assertTrue(
                recurve("sql", "select digest from trials", "--store", folder.resolve("here"))
                        .out()
                        .contains(digest),
                digest);
    }

    @Test
    void aMachineWithOtherDataTrainsAnotherTrialAndSoNone() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        write(own, 10);
        begin(own);
        train();
        String other = said();
        assertTrue(other.contains("is another trial here than where the study was started"), other);
        assertTrue(other.contains("its data, or the jars of its plugins, are others here: data sha256:"), other);
    }

    @Test
    void nothingIsTrainedBeforeItIsSaidWhereThingsLie() throws IOException {
        train();
        assertEquals("nobody said where things lie", said());
    }
}
