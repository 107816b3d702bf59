package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.api.event.Provenance;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.queue.QueueNote.Beat;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.worker.WireOutput;
import org.recurve.app.worker.WorkerMessage;
import org.recurve.storage.journal.JournalReader;

/** What a run makes of workers that come to harm, or do some. They are played: what they send was trained here before. */
@Tag("attack")
class FolderFaultsTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 3, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    @TempDir
    Path folder;

    private final Map<String, List<Event>> trained = new HashMap<>();
    private Path file = Path.of("");
    private QueueFolder queue = new QueueFolder(Path.of(""));

    @BeforeEach
    void trainHere() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        queue = QueueFolder.open(folder.resolve("queue"));
        assertEquals(0, recurve("run", file, "--store", folder.resolve("here")).code());
        try (Stream<Path> trials = Files.list(folder.resolve("here/trials"))) {
            for (Path trial : trials.toList()) {
                List<Event> events = new ArrayList<>();
                new JournalReader(trial.resolve("journal")).forEach(event -> {
                    if (!(event instanceof Checkpointed)) {
                        events.add(event);
                    }
                });
                trained.put(((TrialStarted) events.getFirst()).trial(), events);
            }
        }
        assertEquals(2, trained.size());
    }

    private Object[] words(Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("run", file, "--store", folder.resolve("away"), "--on", "folder:" + queue.root(), "--jobs", 1));
        words.addAll(List.of(more));
        return words.toArray();
    }

    private CompletableFuture<Answer> away(Object... more) {
        return CompletableFuture.supplyAsync(() -> recurve(words(more)));
    }

    private Program program() throws IOException {
        return Program.start(folder, List.of(), words());
    }

    private String digests(String store) {
        return recurve("sql", "select seed, digest from trials order by seed", "--store", folder.resolve(store))
                .out();
    }

    private void assertSame(CompletableFuture<Answer> away) throws Exception {
        Answer answer = away.get(5, TimeUnit.MINUTES);
        assertEquals(0, answer.code(), answer.err());
        assertSameTrials();
    }

    private void assertSameTrials() {
        assertEquals(digests("here"), digests("away"));
        assertEquals(List.of(), queue.trials());
    }

    /** A worker of this name, as a machine of its own. */
    private final class Played {
        private final String name;
        private final TrialSearch search;
        private final long everyMillis;
        private long beats;

        private Played(String name) throws IOException {
            this(name, 50);
        }

        private Played(String name, long everyMillis) throws IOException {
            this.name = name;
            this.everyMillis = everyMillis;
            this.search = new TrialSearch(queue, name, System::nanoTime);
            live();
        }

        private void live() throws IOException {
            queue.beat(name).replace(new Beat(beats++, everyMillis));
        }

        private TakenTrial take() throws Exception {
            for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos(); System.nanoTime() < end; ) {
                live();
                var next = search.next();
                if (next.isPresent()) {
                    return next.get();
                }
                Thread.sleep(5);
            }
            throw new IllegalStateException("there is nothing for " + name);
        }

        private Sending begin(TakenTrial taken) throws IOException {
            return new Sending(
                    this,
                    taken,
                    new WireOutput(Files.newOutputStream(
                            taken.trial().result(taken.turn()),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE)));
        }

        private void train(TakenTrial taken) throws IOException {
            Sending sending = begin(taken);
            sending.send(0, Integer.MAX_VALUE, UnaryOperator.identity());
            sending.end();
        }
    }

    /** What a worker sends of a trial. */
    private final class Sending {
        private final Played worker;
        private final TakenTrial taken;
        private final WireOutput out;
        private final List<Event> events;

        private Sending(Played worker, TakenTrial taken, WireOutput out) throws IOException {
            this.worker = worker;
            this.taken = taken;
            this.out = out;
            this.events = trained.get(taken.offer().trial().identity());
            out.send(WorkerMessage.class, new WorkerMessage.Began());
        }

        private void send(int from, int until, UnaryOperator<Event> harm) throws IOException {
            for (Event event : events.subList(from, Math.min(until, events.size()))) {
                out.send(event instanceof TrialStarted started ? by(started) : harm.apply(event));
            }
        }

        /** Each machine says who it is, and when it began. */
        private TrialStarted by(TrialStarted it) {
            Provenance from = it.provenance();
            Map<String, String> machine = new HashMap<>(from.machine());
            machine.put("host", worker.name);
            return new TrialStarted(
                    it.trial(),
                    it.study(),
                    it.variant(),
                    it.task(),
                    it.seed(),
                    it.configuration(),
                    new Provenance(
                            from.recurve(), from.arithmetic(), from.plugins(), from.dataDigest(), machine, from.code()),
                    it.layers(),
                    it.measuredAt().plusSeconds(1 + Math.floorMod(worker.name.hashCode(), 1000)));
        }

        /** Returns whether the turn is still this worker's. */
        private boolean end() throws IOException {
            out.end();
            out.close();
            return taken.trial().take(taken.turn() + 1, new Done());
        }
    }

    private static Event flipped(Event event, long step) {
        return event instanceof StepDone it && it.step() == step
                ? new StepDone(
                        it.trial(),
                        it.step(),
                        it.epoch(),
                        it.examples(),
                        Float.intBitsToFloat(Float.floatToIntBits(it.loss()) ^ 1),
                        it.gradientNorm(),
                        it.watched())
                : event;
    }

    /** A worker gives no sign of life after some steps, and another one takes over; returns both, before their ends. */
    private List<Sending> takenOver() throws Exception {
        Played first = new Played("ada");
        Sending lost = first.begin(first.take());
        lost.send(0, 5, UnaryOperator.identity());
        Played second = new Played("grace");
        TakenTrial again = second.take();
        assertEquals(lost.taken.trial(), again.trial());
        Sending instead = second.begin(again);
        instead.send(0, 9, UnaryOperator.identity());
        awaitRecord(again.offer().trial().identity(), 7);
        return List.of(lost, instead);
    }

    /** Waits until the run has recorded so many events of a trial. */
    private void awaitRecord(String trial, int most) throws InterruptedException {
        Path journal = folder.resolve("away/trials")
                .resolve(trial.substring("sha256:".length()))
                .resolve("journal");
        for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos(); System.nanoTime() < end; Thread.sleep(5)) {
            AtomicInteger count = new AtomicInteger();
            new JournalReader(journal).forEach(_ -> count.incrementAndGet());
            if (count.get() >= most) {
                return;
            }
        }
        throw new IllegalStateException("the run takes nothing");
    }

    @Test
    void aWorkerThatComesBackFromTheDeadIsAConfirmationAndCounted() throws Exception {
        CompletableFuture<Answer> run = away();
        List<Sending> both = takenOver();
        both.getFirst().send(5, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(!both.getFirst().end(), "somebody else has the trial");
        both.getLast().send(9, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(both.getLast().end());
        Played worker = both.getLast().worker;
        worker.train(worker.take());
        assertSame(run);
        assertTrue(
                run.get().err().matches("(?s).*g[ai]ves? no sign of life.*"),
                run.get().err());
        String report = Files.readString(folder.resolve("away/reports/sums.html"));
        assertTrue(report.contains("Independently reproduced: 1 of 2 trials"), report);
        assertTrue(report.contains("1 trial was computed on two machines, with equal bits."), report);
    }

    @Test
    void aWorkerThatComesBackWithAnotherBitStopsTheStudyAndBothAreNamed() throws Exception {
        CompletableFuture<Answer> run = away();
        List<Sending> both = takenOver();
        both.getFirst().send(5, Integer.MAX_VALUE, event -> flipped(event, 7));
        both.getFirst().end();
        both.getLast().send(9, Integer.MAX_VALUE, UnaryOperator.identity());
        both.getLast().end();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String said : List.of("at step 7 (epoch 2): loss was ", "host ada", "host grace")) {
            assertTrue(answer.err().contains(said), answer.err());
        }
    }

    @Test
    void aConfirmedTrialIsTrainedByAnotherWorkerAndAnotherBitStopsTheStudy() throws Exception {
        CompletableFuture<Answer> run = away("--confirm", "100%");
        Played first = new Played("ada");
        first.train(first.take());
        Played second = new Played("grace");
        TakenTrial again = second.take();
        if (again.offer().avoided().isEmpty()) { // the other trial, as the run had not yet read of the first
            second.train(again);
            again = second.take();
        }
        assertEquals("ada", again.offer().avoided());
        Sending sending = second.begin(again);
        sending.send(0, Integer.MAX_VALUE, event -> flipped(event, 3));
        sending.end();
        Answer answer = run.get(5, TimeUnit.MINUTES);
        assertEquals(1, answer.code(), answer.err());
        for (String said : List.of("at step 3 (epoch 1): loss was ", "host ada", "host grace")) {
            assertTrue(answer.err().contains(said), answer.err());
        }
    }

    @Test
    void messagesThatAreLostOrDoubledAreNoResult() throws Exception {
        for (boolean doubled : List.of(true, false)) {
            CompletableFuture<Answer> run = away();
            Played worker = new Played("ada" + doubled);
            Sending sending = worker.begin(worker.take());
            sending.send(0, 4, UnaryOperator.identity());
            sending.send(doubled ? 3 : 5, Integer.MAX_VALUE, UnaryOperator.identity());
            sending.end();
            Answer answer = run.get(5, TimeUnit.MINUTES);
            assertEquals(1, answer.code(), answer.err());
            assertTrue(
                    answer.err().contains(doubled ? "sent step 3 after step 3" : "sent step 5 after step 3"),
                    answer.err());
            for (QueuedTrial trial : queue.trials()) {
                trial.withdraw();
            }
        }
    }

    @Test
    void whatATornFileLacksIsTrainedByAnother() throws Exception {
        CompletableFuture<Answer> run = away();
        Played first = new Played("ada");
        TakenTrial taken = first.take();
        Sending sending = first.begin(taken);
        sending.send(0, 6, UnaryOperator.identity());
        try (OutputStream torn = Files.newOutputStream(taken.trial().result(taken.turn()), StandardOpenOption.APPEND)) {
            torn.write(new byte[] {0, 0, 1, 0, 3, 7, 7, 7, 9, 9});
            torn.write(new byte[300]);
        }
        Played second = new Played("grace");
        second.train(second.take());
        second.train(second.take());
        assertSame(run);
    }

    @Test
    void aTrialThatOneMachineLacksTheDataOfIsTrainedByAnother() throws Exception {
        Program run = program();
        Played poor = new Played("ada");
        Played rich = new Played("grace", 60_000); // alive however slow this machine is
        TakenTrial taken = poor.take();
        taken.trial().refuse(new Refusal("ada", "there is no file digits.csv in /home"));
        taken.trial().take(taken.turn() + 1, new QueueNote.Free(false, "there is no file digits.csv in /home"));
        String told = "the worker ada does not train it: there is no file digits.csv in /home";
        run.await(said -> said.contains(told));
        rich.train(rich.take());
        rich.train(rich.take());
        assertEquals(0, run.code(), run.said());
        assertTrue(run.said().contains(told), run.said());
        assertSameTrials();
    }

    @Test
    void aRunThatIsKilledFindsWhatWasTrainedMeanwhile() throws Exception {
        Program killed = program();
        Played worker = new Played("ada");
        Sending sending = worker.begin(worker.take());
        sending.send(0, 5, UnaryOperator.identity());
        killed.signal("KILL");
        assertEquals(137, killed.code());
        sending.send(5, Integer.MAX_VALUE, UnaryOperator.identity());
        assertTrue(sending.end());
        CompletableFuture<Answer> run = away();
        TakenTrial other = worker.take();
        assertTrue(
                !other.offer()
                        .trial()
                        .identity()
                        .equals(sending.taken.offer().trial().identity()),
                "nothing is trained twice");
        worker.train(other);
        assertSame(run);
    }
}
