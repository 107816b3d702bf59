package org.recurve.app.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Warned;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Free;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Refusal;
import org.recurve.app.queue.QueueNote.TurnNote;
import org.recurve.app.worker.AnswersBehind;
import org.recurve.app.worker.TrialReception;
import org.recurve.app.worker.WireInput;
import org.recurve.app.worker.WireInput.Sent;
import org.recurve.app.worker.WorkerMessage;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.executor.MessagesMissing;
import org.recurve.engine.executor.SiteFailure;
import org.recurve.engine.executor.TrialLost;
import org.recurve.engine.executor.TrialTry;

/** A trial in the folder as the run sees it that put it there: waits for workers, and reads what they write. For one thread. */
final class FolderTrial {
    private static final long ALONE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long STOPPING_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long SIGN_NANOS = Duration.ofMillis(300).toNanos();
    private static final int UNREAD_LOOKS = 20;
    private static final String GIT = "git";

    private final QueueFolder folder;
    private final QueuedTrial trial;
    private final TrialTry what;
    private final EventSink events;
    private final TrialCheckpoints left;
    private final BooleanSupplier stop;
    private final Consumer<String> say;
    private final SpareTrial spare;
    private final TrialPace pace;
    private final Map<String, Refusal> refusals = new TreeMap<>();
    private final Map<String, SilenceWatch> signs = new HashMap<>();

    /**
     * Follows a trial.
     *
     * @param spare the same trial, if its worker is slow
     * @param pace of other trials
     */
    FolderTrial(
            QueueFolder folder,
            QueuedTrial trial,
            TrialTry what,
            EventSink events,
            TrialCheckpoints left,
            BooleanSupplier stop,
            Consumer<String> say,
            SpareTrial spare,
            TrialPace pace) {
        this.folder = folder;
        this.trial = trial;
        this.what = what;
        this.events = events;
        this.left = left;
        this.stop = stop;
        this.say = say;
        this.spare = spare;
        this.pace = pace;
    }

    QueuedTrial trial() {
        return trial;
    }

    /** Returns the result of a turn. */
    TurnResult result(Turn turn) {
        return new TurnResult(trial.result(turn.number()));
    }

    /** Says how a turn ended. */
    enum How {
        OVER,
        HANDED_BACK,
        LOST,
        GONE,
        OVERTAKEN
    }

    /**
     * A turn that is over.
     *
     * @param step the last one that was taken
     * @param reason why it is lost or gone
     * @param nanos how long it was followed
     */
    record Turn(How how, int number, long step, String worker, String reason, long nanos) {}

    /** Says why nothing more comes of a turn. */
    private record End(How how, String reason) {}

    /**
     * Waits until a worker holds the trial, and takes what it writes until that ends.
     *
     * @param from the first turn that counts
     * @param step the last one that was taken
     * @throws TrialLost if it is to stop before anybody took it
     */
    Turn follow(int from, long step) throws TrialLost {
        int number = held(from);
        if (number < 0) {
            return new Turn(How.GONE, 0, step, "", "somebody took it out of the folder", 0);
        }
        String worker = trial.look(number)
                .filter(Held.class::isInstance)
                .map(note -> ((Held) note).worker())
                .flatMap(QueueFolder::worker)
                .orElse("a worker that did not say its name");
        TrialReception reception = new TrialReception(what.job(), events, left);
        AnswersBehind behind = new AnswersBehind(reception, step, facts(), stop);
        TurnWatch watch = new TurnWatch(number, worker);
        GrowingFile file = new GrowingFile(trial.result(number), watch);
        WireInput<WorkerMessage> in = new WireInput<>(file, WorkerMessage.class);
        String problem = "";
        while (!behind.isOver() && problem.isEmpty()) {
            try {
                Optional<Sent<WorkerMessage>> next = in.next();
                next.ifPresent(behind::take);
                problem = next.isPresent() ? "" : "it ended";
            } catch (IOException | MessagesMissing e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        return ended(watch, behind, problem);
    }

    private Turn ended(TurnWatch watch, AnswersBehind behind, String problem) {
        int number = watch.number;
        String worker = watch.worker;
        long nanos = System.nanoTime() - watch.began;
        long step = behind.step();
        if (behind.hasGap() || behind.wasInterrupted()) {
            String reason = worker + (behind.hasGap() ? " began behind what came back before" : " was told to stop");
            return new Turn(How.GONE, number, step, worker, reason, nanos);
        }
        if (behind.isOver()) {
            return new Turn(How.OVER, number, step, worker, "", nanos);
        }
        End how = watch.end.orElseGet(() -> damaged(number, worker, problem));
        boolean quiet = how.how() == How.LOST && !behind.hasBegun() && !stop.getAsBoolean();
        return new Turn(quiet ? How.HANDED_BACK : how.how(), number, step, worker, how.reason(), nanos);
    }

    /** Returns the end of a turn whose result nobody can read: its trial is anybody's. */
    private End damaged(int number, String worker, String problem) {
        return free(number, "what " + worker + " wrote cannot be read: " + problem);
    }

    /** Leaves the trial to anybody; one that is said to be done is to be put into the folder anew. */
    private End free(int number, String reason) {
        try {
            trial.take(number + 1, new Free(true, reason));
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
        boolean done = trial.look(number + 1).filter(Done.class::isInstance).isPresent();
        return new End(done ? How.GONE : How.LOST, reason);
    }

    /** Returns what trials have in common that take as long. */
    static String variant(TrialTry what) {
        return what.job().spec().task() + " " + what.job().spec().variant();
    }

    /** Returns what only this machine knows of where the study comes from. */
    private Map<String, String> facts() {
        return Optional.ofNullable(what.job().provenance().machine().get(GIT))
                .map(commit -> Map.of(GIT, commit))
                .orElse(Map.of());
    }

    /** Waits until somebody holds the trial, or did and is done; returns the turn, or −1 if the trial is gone. */
    private int held(int from) throws TrialLost {
        GrowingPause pause = GrowingPause.ofWaiting();
        long began = System.nanoTime();
        boolean told = false;
        int looks = 0;
        while (trial.exists()) {
            OptionalInt latest = trial.latest();
            if (latest.isPresent() && latest.getAsInt() >= from) {
                Optional<TurnNote> note = trial.look(latest.getAsInt());
                boolean unread = note.filter(new Held("")::equals).isPresent(); // created, and not yet written
                if (note.isPresent() && note.get() instanceof Held && (!unread || looks++ > UNREAD_LOOKS)) {
                    return latest.getAsInt();
                }
                if (note.isPresent() && note.get() instanceof Done) {
                    return latest.getAsInt() - 1;
                }
            }
            if (stop.getAsBoolean()) {
                folder.withdraw(trial);
                throw new TrialLost("it was told to stop before a worker took it");
            }
            tellRefusals();
            if (!told
                    && System.nanoTime() - began > ALONE_NANOS
                    && folder.workers().isEmpty()) {
                told = true;
                say.accept("no worker looks into " + folder.root() + " yet; start some: recurve work " + folder.root());
            }
            pause.await();
        }
        return -1;
    }

    /** Says why workers do not take the trial; if all of them do not, the study cannot go on. */
    private void tellRefusals() {
        for (Refusal refusal : trial.refusals()) {
            if (refusals.put(refusal.worker(), refusal) == null) {
                events.publish(new Warned(
                        what.job().spec().title(),
                        "the worker " + refusal.worker() + " does not train it: " + refusal.reason()
                                + "; it is left to another worker"));
            }
        }
        if (refusals.isEmpty()) {
            return;
        }
        List<String> alive = folder.workers().stream()
                .filter(worker -> !signs.computeIfAbsent(worker, _ -> new SilenceWatch(System::nanoTime))
                        .isSilent(folder.lastBeat(worker)))
                .toList();
        if (refusals.keySet().containsAll(alive)) {
            folder.withdraw(trial);
            throw new SiteFailure(what.job().spec().title() + ": no worker of " + folder.root() + " trains it:"
                    + refusals.values().stream()
                            .map(refusal -> "\n    " + refusal.worker() + ": " + refusal.reason())
                            .collect(Collectors.joining()));
        }
    }

    /** Watches a turn while its result does not grow. */
    private final class TurnWatch implements BooleanSupplier {
        private final int number;
        private final String worker;
        private final SilenceWatch sign = new SilenceWatch(System::nanoTime);
        private final long began = System.nanoTime();
        private long lookedAt = began - SIGN_NANOS;
        private long toldAt;
        private boolean told;
        private Optional<End> end = Optional.empty();

        private TurnWatch(int number, String worker) {
            this.number = number;
            this.worker = worker;
        }

        @Override
        public boolean getAsBoolean() {
            end = look();
            return end.isPresent();
        }

        private Optional<End> look() {
            Optional<TurnNote> next = trial.look(number + 1);
            if (next.isPresent()) {
                return next.map(this::end);
            }
            if (stop.getAsBoolean() && isStopOverdue()) {
                return Optional.of(new End(How.LOST, worker + " did not stop when it was told to"));
            }
            if (System.nanoTime() - lookedAt < SIGN_NANOS) {
                return Optional.empty();
            }
            lookedAt = System.nanoTime();
            if (!trial.exists()) {
                return Optional.of(new End(How.GONE, "somebody took it out of the folder"));
            }
            if (isOvertaken()) {
                return Optional.of(new End(How.OVERTAKEN, ""));
            }
            return sign.isSilent(folder.lastBeat(worker))
                    ? Optional.of(free(number, "the worker " + worker + " that trained it gives no sign of life"))
                    : Optional.empty();
        }

        /** Returns whether somebody else, who was asked because this worker is slow, has the result. */
        private boolean isOvertaken() {
            if (pace.isSlow(variant(what), lookedAt - began) && spare.isOpen()) {
                spare.offer(worker);
                events.publish(new Warned(
                        what.job().spec().title(),
                        "takes far longer than others, on " + worker + "; another worker may train it as well"));
            }
            return spare.isThere() && spare.done().isPresent();
        }

        private End end(TurnNote next) {
            return switch (next) {
                case Free(boolean lost, String reason) -> new End(lost ? How.LOST : How.HANDED_BACK, reason);
                case Held(String other) ->
                    new End(
                            How.LOST,
                            "the worker " + worker + " gave no sign of life, and "
                                    + QueueFolder.worker(other).orElse("another one") + " went on");
                case Done _ -> new End(How.GONE, "what " + worker + " wrote of it has no end");
            };
        }

        private boolean isStopOverdue() {
            if (!told) {
                told = true;
                toldAt = System.nanoTime();
                try {
                    trial.stop();
                } catch (IOException e) {
                    throw folder.unwritable(e);
                }
            }
            return System.nanoTime() - toldAt > STOPPING_NANOS;
        }
    }
}
