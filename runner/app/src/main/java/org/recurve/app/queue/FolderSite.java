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

    /** Trials that several workers began. */
    private final Map<QueuedTrial, Doubled> doubled = new ConcurrentHashMap<>();

    /**
     * A trial that several workers began.
     *
     * @param turn whose result was taken
     * @param taken takes what others came to
     */
    private record Doubled(String identity, int turn, TrialCheckpoints taken) {}

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
        boolean again = trained.containsKey(identity);
        String name = QueueFolder.name(identity) + (again ? QueueFolder.AGAIN : "");
        QueuedTrial trial = offered(name, what);
        long[] step = {what.step()};
        FolderTrial followed = new FolderTrial(folder, trial, what, events, left, stop, say);
        for (int turn = past.getOrDefault(name, 0); ; ) {
            FolderTrial.Turn ended = followed.follow(turn, step[0]);
            step[0] = ended.step();
            switch (ended.how()) {
                case OVER -> {
                    trained.put(identity, ended.worker());
                    taken(trial, new Doubled(identity, ended.number(), left));
                    List.copyOf(doubled.keySet()).forEach(this::look);
                    return;
                }
                case HANDED_BACK -> turn = ended.number() + 1;
                case LOST -> {
                    past.put(name, ended.number() + 1);
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

    /** Returns the trial in the folder; it is put there unless it is there already, and may be gone on with. */
    private QueuedTrial offered(String name, TrialTry what) {
        Provenance provenance = what.job().provenance();
        TrialPackage packed = TrialPackage.of(what);
        Offer offer = new Offer(
                provenance.recurve(),
                provenance.arithmetic(),
                packed,
                what.step(),
                jars,
                what.elsewhere() ? trained.getOrDefault(what.job().identity(), "") : "");
        try {
            Optional<QueuedTrial> there = folder.trial(name);
            if (there.isPresent()
                    && isSame(there.get().offered(), offer)
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

    private static boolean isSame(Optional<Offer> there, Offer offer) {
        return there.filter(it -> it.step() <= offer.step()
                        && it.jars().equals(offer.jars())
                        && it.recurve().equals(offer.recurve())
                        && it.arithmetic() == offer.arithmetic()
                        && it.trial().isSame(offer.trial()))
                .isPresent();
    }

    /** Takes the trial out of the folder, unless others began it before: what they come to is compared first. */
    private void taken(QueuedTrial trial, Doubled begun) {
        if (isCompared(trial, begun) || begun.turn() == 0) {
            folder.withdraw(trial);
        } else {
            doubled.put(trial, begun);
        }
    }

    /** Takes a trial out of the folder if all that began it have come to their ends. */
    private void look(QueuedTrial trial) {
        Doubled begun = doubled.remove(trial);
        if (begun == null) {
            return; // another thread looks
        }
        if (isCompared(trial, begun)) {
            folder.withdraw(trial);
        } else {
            doubled.put(trial, begun);
        }
    }

    /** Compares what others came to, and keeps it as a confirmation; returns whether none of them may still be training. */
    private static boolean isCompared(QueuedTrial trial, Doubled begun) {
        TurnResult first = new TurnResult(trial.result(begun.turn()));
        boolean all = true;
        for (int other = 0; other <= trial.latest().orElse(0); other++) {
            if (other != begun.turn() && trial.look(other).orElse(new Done()) instanceof Held) {
                TurnResult second = new TurnResult(trial.result(other));
                boolean same = first.isCompared(second);
                all &= same;
                if (same) {
                    second.whole().ifPresent(events -> begun.taken().confirmed(begun.identity(), events));
                }
            }
        }
        return all;
    }

    /** Takes out of the folder what was kept there for the sake of comparisons. */
    @Override
    public void close() {
        doubled.forEach((trial, begun) -> {
            isCompared(trial, begun);
            folder.withdraw(trial);
        });
    }
}
