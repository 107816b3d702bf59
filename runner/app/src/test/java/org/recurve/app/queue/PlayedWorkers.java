package org.recurve.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
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
import org.recurve.app.worker.WireOutput;
import org.recurve.app.worker.WorkerMessage;
import org.recurve.storage.journal.JournalReader;

/** Runs whose workers are played by a test: what they send was trained here before. */
@Tag("attack")
abstract class PlayedWorkers {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 3, batch: 16}
            measure: [test.mean-squared-error]
            """;

    private final int seeds;
    private final int jobs;

    /** @param jobs so many of the trials lie in the folder at a time */
    PlayedWorkers(int seeds, int jobs) {
        this.seeds = seeds;
        this.jobs = jobs;
    }

    @TempDir
    Path folder;

    final Map<String, List<Event>> trained = new HashMap<>();
    Path file = Path.of("");
    QueueFolder queue = new QueueFolder(Path.of(""));

    @BeforeEach
    void trainHere() throws IOException {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE + "seeds: " + seeds + "\n");
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
        assertEquals(seeds, trained.size());
    }

    Object[] words(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "run", file, "--store", folder.resolve("away"), "--on", "folder:" + queue.root(), "--jobs", jobs));
        words.addAll(List.of(more));
        return words.toArray();
    }

    CompletableFuture<Answer> away(Object... more) {
        return CompletableFuture.supplyAsync(() -> recurve(words(more)));
    }

    Program program() throws IOException {
        return Program.start(folder, List.of(), words());
    }

    String digests(String store) {
        return recurve("sql", "select seed, digest from trials order by seed", "--store", folder.resolve(store))
                .out();
    }

    void assertSame(CompletableFuture<Answer> away) throws Exception {
        Answer answer = away.get(5, TimeUnit.MINUTES);
        assertEquals(0, answer.code(), answer.err());
        assertSameTrials();
    }

    void assertSameTrials() {
        assertEquals(digests("here"), digests("away"));
        assertEquals(List.of(), queue.trials());
    }

    /** A worker of this name, as a machine of its own. */
    final class Played {
        final String name;
        final TrialSearch search;
        final long everyMillis;
        long beats;

        Played(String name) throws IOException {
            this(name, 50);
        }

        Played(String name, long everyMillis) throws IOException {
            this.name = name;
            this.everyMillis = everyMillis;
            this.search = new TrialSearch(queue, name, System::nanoTime);
            live();
        }

        void live() throws IOException {
            queue.beat(name).replace(new Beat(beats++, everyMillis));
        }

        TakenTrial take() throws Exception {
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

        /** Returns the first trial that lies there, which is not taken. */
        QueuedTrial offered() throws Exception {
            for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos(); System.nanoTime() < end; ) {
                live();
                if (!queue.trials().isEmpty()) {
                    return queue.trials().getFirst();
                }
                Thread.sleep(5);
            }
            throw new IllegalStateException("nothing lies there");
        }

        Sending begin(TakenTrial taken) throws IOException {
            return new Sending(
                    this,
                    taken,
                    new WireOutput(Files.newOutputStream(
                            taken.trial().result(taken.turn()),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE)));
        }

        void train(TakenTrial taken) throws IOException {
            Sending sending = begin(taken);
            sending.send(0, Integer.MAX_VALUE, UnaryOperator.identity());
            sending.end();
        }
    }

    /** What a worker sends of a trial. */
    final class Sending {
        final Played worker;
        final TakenTrial taken;
        final WireOutput out;
        Duration wrong = Duration.ZERO;
        final List<Event> events;

        Sending(Played worker, TakenTrial taken, WireOutput out) throws IOException {
            this.worker = worker;
            this.taken = taken;
            this.out = out;
            this.events = trained.get(taken.offer().trial().identity());
            out.send(WorkerMessage.class, new WorkerMessage.Began());
        }

        void send(int from, int until, UnaryOperator<Event> harm) throws IOException {
            for (Event event : events.subList(from, Math.min(until, events.size()))) {
                out.send(event instanceof TrialStarted started ? by(started) : harm.apply(event));
            }
        }

        /** Sends all of it, by a clock that is wrong by so much. */
        void train(Duration wrong) throws IOException {
            this.wrong = wrong;
            send(0, Integer.MAX_VALUE, UnaryOperator.identity());
            end();
        }

        /** Each machine says who it is, and when it began. */
        TrialStarted by(TrialStarted it) {
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
                    it.measuredAt().plus(wrong).plusSeconds(1 + Math.floorMod(worker.name.hashCode(), 1000)));
        }

        /** Returns whether the turn is still this worker's. */
        boolean end() throws IOException {
            out.end();
            out.close();
            return taken.trial().take(taken.turn() + 1, new Done());
        }
    }

    static Event flipped(Event event, long step) {
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

    /** Waits until the run has recorded so many events of a trial. */
    void awaitRecord(String trial, int most) throws InterruptedException {
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
}
