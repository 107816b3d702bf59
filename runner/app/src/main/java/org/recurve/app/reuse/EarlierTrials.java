package org.recurve.app.reuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.OfTrial;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Provenance;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.study.StudyStopped;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * Finished trials that went the same way as one that is to be trained: with fewer epochs, or with other metrics of the test
 * split. Safe for several threads.
 */
public final class EarlierTrials {
    private static final int KEY_DIGITS = 16;
    private static final int HEXADECIMAL = 16;

    private final StoreReader reader;
    private final PluginRegistry registry;
    private final BooleanSupplier stop;
    /** Finds trials by the first digits of their way's digest: of very many, no more is kept. */
    private final Map<Long, List<String>> trials = new HashMap<>();
    /** Trials whose way was not looked at, since nobody asked about one that starts as they do, by that start. */
    private Optional<Map<String, List<String>>> others = Optional.empty();

    /** @param stop asked while very many trials are looked through */
    public EarlierTrials(StoreReader reader, PluginRegistry registry, BooleanSupplier stop) {
        this.reader = reader;
        this.registry = registry;
        this.stop = stop;
    }

    /** Says what a stored trial spares another. */
    public sealed interface EarlierTrial {
        /** Returns the stored trial. */
        TrialView trial();

        /**
         * It came to a checkpoint that the other goes on from.
         *
         * @param checkpoint at its end
         */
        record Shorter(TrialView trial, Checkpoint checkpoint) implements EarlierTrial {}

        /** It is the same training, of which other metrics of the test split are asked. */
        record MeasuredOtherwise(TrialView trial) implements EarlierTrial {}

        /**
         * It nearly would, but the other trains from its start.
         *
         * @param why a clause
         */
        record Useless(TrialView trial, String why) implements EarlierTrial {}
    }

    /**
     * Returns the trial that spares most of the work, or else one that nearly would; empty if none is akin.
     *
     * @throws StudyStopped if the run is told to stop meanwhile
     */
    public synchronized Optional<EarlierTrial> find(String identity, String configuration, Provenance provenance) {
        ComparedSettings own = ComparedSettings.of(configuration);
        Supplier<TrialSpec> spec = () -> spec(configuration);
        index(own.start());
        return trials.getOrDefault(key(own), List.of()).stream()
                .filter(other -> !other.equals(identity))
                .flatMap(other -> reader.finished(other).stream())
                .filter(trial -> trial.status() == Status.FINISHED)
                .filter(trial -> isOfSameOrigin(trial.provenance(), provenance))
                .flatMap(trial -> akin(trial, own, spec).stream())
                .max(Comparator.comparingLong(EarlierTrials::worth));
    }

    /** Looks at the ways of trials that start so, unless that was done. */
    private void index(String start) {
        Set<String> unread = others.map(starts -> Set.copyOf(starts.getOrDefault(start, List.of())))
                .orElse(Set.of());
        if (others.isPresent() && unread.isEmpty()) {
            return;
        }
        StartWays read = new StartWays(start);
        reader.configurations(trial -> others.isEmpty() || unread.contains(trial), read::add);
        // Only now, since what was told to stop has read a part.
        read.ways.forEach((way, found) ->
                trials.computeIfAbsent(way, _ -> new ArrayList<>(1)).addAll(found));
        others.orElseGet(() -> read.others).remove(start);
        others = others.or(() -> Optional.of(read.others));
    }

    /** The ways of the trials that start alike. */
    private final class StartWays {
        private final String start;
        private final Map<Long, List<String>> ways = new HashMap<>();
        private final Map<String, List<String>> others = new HashMap<>();
        private int count;

        private StartWays(String start) {
            this.start = start;
        }

        private void add(String trial, String configuration) {
            StudyStopped.ask(stop, count++);
            String own = ComparedSettings.start(configuration);
            if (own.equals(start)) {
                ways.computeIfAbsent(key(ComparedSettings.of(configuration)), _ -> new ArrayList<>(1))
                        .add(trial);
            } else {
                others.computeIfAbsent(own, _ -> new ArrayList<>(1)).add(trial);
            }
        }
    }

    /** Two ways may have the same, which is as likely as a mistake of the memory; whoever finds a trial compares the whole. */
    private static long key(ComparedSettings settings) {
        String digits = settings.way();
        return Long.parseUnsignedLong(digits.substring(digits.length() - KEY_DIGITS), HEXADECIMAL);
    }

    private Optional<EarlierTrial> akin(TrialView trial, ComparedSettings own, Supplier<TrialSpec> spec) {
        ComparedSettings other = ComparedSettings.of(trial.configuration());
        return other.way().equals(own.way()) ? Optional.of(found(trial, own, other, spec)) : Optional.empty();
    }

    private static long worth(EarlierTrial earlier) {
        return switch (earlier) {
            case EarlierTrial.MeasuredOtherwise _ -> Long.MAX_VALUE;
            case EarlierTrial.Shorter shorter -> shorter.checkpoint().step();
            case EarlierTrial.Useless _ -> -1;
        };
    }

    /** Plugins that only one of them names are metrics, since all other settings are the same. */
    private static boolean isOfSameOrigin(Provenance was, Provenance is) {
        return was.arithmetic() == is.arithmetic()
                && was.dataDigest().equals(is.dataDigest())
                && was.plugins().entrySet().stream()
                        .allMatch(plugin -> is.plugins()
                                .getOrDefault(plugin.getKey(), plugin.getValue())
                                .equals(plugin.getValue()));
    }

    private TrialSpec spec(String configuration) {
        return StoredTrial.read("a study", "a variant", 0, configuration, registry)
                .plan(1)
                .trials()
                .getFirst();
    }

    private EarlierTrial found(
            TrialView trial, ComparedSettings own, ComparedSettings other, Supplier<TrialSpec> spec) {
        if (!own.measure().equals(other.measure())) {
            return measured(trial, own, other);
        }
        Optional<String> objection = LongerTraining.objection(trial, spec(trial.configuration()), spec.get(), registry);
        if (objection.isPresent()) {
            return new EarlierTrial.Useless(trial, objection.get());
        }
        if (trial.trust() != TrialTrust.OWN) {
            return new EarlierTrial.Useless(
                    trial, "it was imported, and whether its checkpoint is that of its numbers cannot be verified");
        }
        List<Checkpoint> kept = reader.checkpoints(trial.id());
        return kept.isEmpty()
                ? new EarlierTrial.Useless(
                        trial, "no checkpoint of its last epoch is kept; weights: resumable keeps one")
                : new EarlierTrial.Shorter(trial, kept.getLast());
    }

    private EarlierTrial measured(TrialView trial, ComparedSettings own, ComparedSettings other) {
        if (!own.length().equals(other.length())) {
            return new EarlierTrial.Useless(trial, "both its length and what is measured differ");
        }
        Optional<String> during = own.measuredDuringTraining(other);
        if (during.isPresent()) {
            return new EarlierTrial.Useless(
                    trial, during.get() + " is measured after every epoch, and weights are kept of one");
        }
        if (trial.trust() == TrialTrust.IMPORTED) {
            return new EarlierTrial.Useless(
                    trial, "it was imported, and nobody reproduced it here, which recurve verify does");
        }
        return reader.weights(trial).isPresent()
                ? new EarlierTrial.MeasuredOtherwise(trial)
                : new EarlierTrial.Useless(trial, "its weights, which could be measured, are not kept");
    }

    /** Gives what happened in a trial up to a step as another's events. */
    public void replay(TrialView trial, String as, long lastStep, boolean pictures, Consumer<OfTrial> each) {
        reader.events(
                trial.id(), event -> renamed(event, as, lastStep, pictures).ifPresent(each));
    }

    private static Optional<OfTrial> renamed(Event event, String as, long lastStep, boolean pictures) {
        return switch (event) {
            case StepDone it
            when it.step() <= lastStep ->
                Optional.of(new StepDone(
                        as, it.step(), it.epoch(), it.examples(), it.loss(), it.gradientNorm(), it.watched()));
            case EpochDone it
            when it.step() <= lastStep ->
                Optional.of(new EpochDone(as, it.epoch(), it.step(), it.metrics(), it.digest(), it.measured()));
            case Recorded it when pictures -> Optional.of(new Recorded(as, it.name(), it.step(), it.artifact()));
            case StepDone _, EpochDone _, Recorded _ -> Optional.empty();
            case Event.Checkpointed _, Event.TrialStarted _, Event.TrialEnded _ -> Optional.empty();
            case Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> Optional.empty();
        };
    }
}
