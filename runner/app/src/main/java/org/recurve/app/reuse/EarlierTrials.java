package org.recurve.app.reuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * Finished trials that went the same way as one that is to be trained: with fewer epochs, or with other metrics of the test
 * split. Safe for several threads.
 */
public final class EarlierTrials {
    private final StoreReader reader;
    private final PluginRegistry registry;
    private final Set<String> starts = new HashSet<>();
    private final Map<String, List<String>> trials = new HashMap<>();
    private Optional<Map<String, String>> configurations = Optional.empty();

    public EarlierTrials(StoreReader reader, PluginRegistry registry) {
        this.reader = reader;
        this.registry = registry;
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

    /** Returns the trial that spares most of the work, or else one that nearly would; empty if none is akin. */
    public synchronized Optional<EarlierTrial> find(String identity, String configuration, Provenance provenance) {
        ComparedSettings own = ComparedSettings.of(configuration);
        Supplier<TrialSpec> spec = () -> spec(configuration);
        if (starts.add(own.start())) {
            index(own.start());
        }
        return trials.getOrDefault(own.way(), List.of()).stream()
                .filter(other -> !other.equals(identity))
                .flatMap(other -> reader.finished(other).stream())
                .filter(trial -> trial.status() == Status.FINISHED)
                .filter(trial -> isOfSameOrigin(trial.provenance(), provenance))
                .map(trial -> found(trial, own, ComparedSettings.of(trial.configuration()), spec))
                .max(Comparator.comparingLong(EarlierTrials::worth));
    }

    /** There may be very many trials; each is read once, if it begins as one that is asked about. */
    private void index(String start) {
        Map<String, String> all = configurations.orElseGet(reader::configurations);
        configurations = Optional.of(all);
        all.forEach((trial, configuration) -> {
            if (configuration.startsWith(start)) {
                ComparedSettings settings = ComparedSettings.of(configuration);
                if (settings.start().equals(start)) {
                    trials.computeIfAbsent(settings.way(), _ -> new ArrayList<>())
                            .add(trial);
                }
            }
        });
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
