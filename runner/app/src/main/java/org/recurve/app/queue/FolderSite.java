package org.recurve.app.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.recurve.api.event.Provenance;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.queue.QueueNote.Done;
import org.recurve.app.queue.QueueNote.Held;
import org.recurve.app.queue.QueueNote.Offer;
import org.recurve.app.worker.TrialPackage;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.executor.TrialLost;
import org.recurve.engine.executor.TrialSite;
import org.recurve.engine.executor.TrialTry;

/**
 * A folder that workers look into, on this machine or on others. A trial lies there until its result was taken; who looks for it again,
 * after this process was killed, finds what was trained meanwhile.
 */
public final class FolderSite implements TrialSite {
    private final QueueFolder folder;
    private final List<String> jars;
    private final Consumer<String> say;

    /** The workers that trained trials, by their identities. */
    private final Map<String, String> trained = new ConcurrentHashMap<>();

    /** Turns that are over for this process, by names of trials. */
    private final Map<String, Integer> past = new ConcurrentHashMap<>();

    private final TrialPace pace = new TrialPace();

    /** Trials that several workers began, by where their results were taken. */
    private final Map<QueuedTrial, Doubled> doubled = new ConcurrentHashMap<>();

    /**
     * A trial that several workers began.
     *
     * @param first the result that was taken
     * @param trials where others may be
     * @param taken takes what others came to
     */
    private record Doubled(String identity, TurnResult first, List<QueuedTrial> trials, TrialCheckpoints taken) {}

    private FolderSite(QueueFolder folder, List<String> jars, Consumer<String> say) {
        this.folder = folder;
        this.jars = jars;
        AtomicBoolean told = new AtomicBoolean();
        this.say = text -> {
            if (!told.getAndSet(true)) {
                say.accept(text);
            }
        };
    }

    /**
     * Returns the site of a folder, which is made where it is missing; the jars of the plugins are put there.
     *
     * @param say is told what the user may have to do
     */
    public static FolderSite of(Path root, PluginRegistry registry, Consumer<String> say) {
        QueueFolder folder = QueueFolder.open(root);
        List<String> jars = new ArrayList<>();
        for (Path copy : registry.jarCopies()) {
            try {
                jars.add(folder.keep(copy));
            } catch (IOException e) {
                throw folder.unwritable(e);
            }
        }
        return new FolderSite(folder, List.copyOf(jars), say);
    }

    @Override
    public void train(TrialTry what, EventSink events, TrialCheckpoints left, BooleanSupplier stop) throws TrialLost {
        String identity = what.job().identity();
        String name = QueueFolder.name(identity) + (trained.containsKey(identity) ? QueueFolder.AGAIN : "");
        Offer offer = offer(what);
        QueuedTrial trial = offered(name, offer);
        SpareTrial spare = SpareTrial.of(folder, name, offer);
        FolderTrial followed = new FolderTrial(folder, trial, what, events, left, stop, say, spare, pace);
        Optional<QueuedTrial> slow = Optional.empty();
        int began = past.getOrDefault(name, 0);
        long step = what.step();
        for (int turn = began; ; ) {
            FolderTrial.Turn ended = followed.follow(turn, step);
            step = ended.step();
            switch (ended.how()) {
                case OVER -> {
                    if (slow.isEmpty() && ended.number() == began) {
                        pace.took(FolderTrial.variant(what), ended.nanos());
                    }
                    trained.put(identity, ended.worker());
                    List<QueuedTrial> trials = new ArrayList<>(List.of(followed.trial()));
                    slow.or(spare::forget).filter(folder::close).ifPresent(trials::add);
                    over(ended.number(), new Doubled(identity, followed.result(ended), trials, left));
                    return;
                }
                case OVERTAKEN -> {
                    QueuedTrial other = spare.forget().orElseThrow();
                    followed = new FolderTrial(folder, other, what, events, left, stop, say, spare, pace);
                    turn = other.latest().orElseThrow() - 1;
                    isCompared(new Doubled(identity, new TurnResult(other.result(turn)), List.of(trial), left));
                    slow = Optional.of(trial);
                }
                case HANDED_BACK -> turn = ended.number() + 1;
                case LOST -> {
                    if (slow.isEmpty()) {
                        past.put(name, ended.number() + 1);
                    } else {
                        folder.withdraw(followed.trial());
                    }
                    throw new TrialLost(ended.reason());
                }
                case GONE -> {
                    past.remove(name);
                    folder.withdraw(trial);
                    throw new TrialLost(ended.reason());
                }
            }
        }
    }

    private Offer offer(TrialTry what) {
        Provenance provenance = what.job().provenance();
        return new Offer(
                provenance.recurve(),
                provenance.arithmetic(),
                TrialPackage.of(what),
                what.step(),
                jars,
                what.elsewhere() ? trained.getOrDefault(what.job().identity(), "") : "");
    }

    /** Returns the trial in the folder; it is put there unless it is there already, and may be gone on with. */
    private QueuedTrial offered(String name, Offer offer) {
        try {
            Optional<QueuedTrial> there = folder.trial(name);
            if (there.isPresent()
                    && there.get().offered().filter(it -> it.isSame(offer)).isPresent()
                    && !there.get().isToStop()) {
                return there.get();
            }
            past.remove(name);
            if (there.isPresent()) {
                there.get().withdraw();
            }
            return folder.offer(name, offer);
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
    }

    /** Takes the trial out of the folder, unless others began it, too: what they come to is compared first. */
    private void over(int turn, Doubled begun) {
        if (isCompared(begun) || turn == 0 && begun.trials().size() == 1) {
            begun.trials().forEach(folder::withdraw);
        } else {
            doubled.put(begun.trials().getFirst(), begun);
        }
        List.copyOf(doubled.keySet()).forEach(this::look);
    }

    /** Takes a trial out of the folder if all that began it have come to their ends. */
    private void look(QueuedTrial trial) {
        Doubled begun = doubled.remove(trial);
        if (begun == null) {
            return; // another thread looks
        }
        if (isCompared(begun)) {
            begun.trials().forEach(folder::withdraw);
        } else {
            doubled.put(trial, begun);
        }
    }

    /** Compares what others came to, and keeps it as a confirmation; returns whether none of them may still be training. */
    private static boolean isCompared(Doubled begun) {
        boolean all = true;
        for (QueuedTrial trial : begun.trials()) {
            for (int turn = 0; turn <= trial.latest().orElse(-1); turn++) {
                TurnResult other = new TurnResult(trial.result(turn));
                if (!other.equals(begun.first()) && trial.look(turn).orElse(new Done()) instanceof Held) {
                    boolean same = begun.first().isCompared(other);
                    all &= same;
                    if (same) {
                        other.whole().ifPresent(events -> begun.taken().confirmed(begun.identity(), events));
                    }
                }
            }
        }
        return all;
    }

    /** Takes out of the folder what was kept there for the sake of comparisons. */
    @Override
    public void close() {
        doubled.values().forEach(begun -> {
            isCompared(begun);
            begun.trials().forEach(folder::withdraw);
        });
    }
}
