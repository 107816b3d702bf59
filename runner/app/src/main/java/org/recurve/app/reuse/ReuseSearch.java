package org.recurve.app.reuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.app.reuse.EarlierTrials.EarlierTrial;
import org.recurve.app.reuse.StudyReuse.NamedFate;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Finds out what of a study is stored, and compares the rest with the study as its latest run planned it. */
public final class ReuseSearch {
    private final StoreReader reader;
    private final Set<String> begun;
    private final TrialComparison comparison;
    private final EarlierTrials earlier;
    private final ReuseRules rules;
    private final boolean sameFile;
    private final Map<TrialName, TrialView> named = new HashMap<>();
    private final Map<String, TrialView> known = new HashMap<>();
    private final Set<ArmName> arms = new HashSet<>();

    /**
     * Prepares a search.
     *
     * @param text of the experiment file: if the stored study has the same, its settings differ in defaults alone
     * @param stop asked while very many stored trials are looked through
     */
    public ReuseSearch(
            StoreReader reader, String study, String text, PluginJars jars, ReuseRules rules, BooleanSupplier stop) {
        this.reader = reader;
        this.begun = reader.begun();
        this.comparison = new TrialComparison(jars);
        this.earlier = new EarlierTrials(reader, jars.registry(), stop);
        this.rules = rules;
        Optional<StudyView> stored = reader.study(study);
        this.sameFile = stored.filter(it -> it.file().equals(text)).isPresent();
        stored.map(StudyView::trials).orElse(List.of()).forEach(trial -> {
            named.put(new TrialName(trial.variant(), trial.task(), trial.seed()), trial);
            known.put(trial.id(), trial);
            arms.add(new ArmName(trial.variant(), trial.task()));
        });
    }

    /**
     * Says which stored trials are reused.
     *
     * @param retryFailed whether those that failed are run again
     * @param least what is trusted less is run anew
     */
    public record ReuseRules(boolean retryFailed, TrialTrust least) {
        /** All that ended. */
        public static final ReuseRules ALL = new ReuseRules(false, TrialTrust.IMPORTED);
    }

    private record TrialName(String variant, String task, long seed) {}

    /** Returns whether nothing of the study is stored. */
    public boolean isEmpty() {
        return arms.isEmpty();
    }

    /** Returns what a run would do about a trial. */
    public NamedFate fate(IdentifiedTrial trial) {
        TrialPlan plan = trial.plan();
        TrialFate fate = found(plan.trial())
                .map(this::fate)
                .orElseGet(() -> begun.isEmpty()
                        ? anew(trial, List.of())
                        : earlier.find(plan.trial(), trial.configuration(), trial.provenance())
                                .map(it -> spared(it, trial))
                                .orElseGet(() -> anew(trial, List.of())));
        return new NamedFate(plan, fate);
    }

    private TrialFate spared(EarlierTrial found, IdentifiedTrial trial) {
        return switch (found) {
            case EarlierTrial.Shorter it ->
                new TrialFate.Extended(title(it.trial()), it.checkpoint().epoch());
            case EarlierTrial.MeasuredOtherwise it -> new TrialFate.Remeasured(title(it.trial()));
            case EarlierTrial.Useless it -> anew(trial, List.of(new TrialChange.NotContinued(it.why())));
        };
    }

    private static String title(TrialView trial) {
        return trial.study() + "/" + new TrialPlan(trial.id(), trial.variant(), trial.task(), trial.seed()).title();
    }

    private TrialFate anew(IdentifiedTrial trial, List<TrialChange> further) {
        TrialPlan plan = trial.plan();
        List<TrialChange> changes =
                new ArrayList<>(Optional.ofNullable(named.get(new TrialName(plan.variant(), plan.task(), plan.seed())))
                        .map(before -> comparison.changes(before, trial, sameFile))
                        .orElseGet(() -> List.of(never(plan))));
        // Of other data, versions or code nothing could go on, whatever had been kept.
        if (changes.stream()
                .allMatch(change -> change instanceof TrialChange.Settings || change instanceof TrialChange.Metrics)) {
            changes.addAll(further);
        }
        return new TrialFate.Trained(changes);
    }

    /** Returns the trial under any study's name: it is reused whatever it was trained for. */
    private Optional<TrialView> found(String identity) {
        return Optional.ofNullable(known.get(identity))
                .or(() -> begun.contains(identity) ? reader.trial(identity) : Optional.empty());
    }

    private TrialFate fate(TrialView trial) {
        return switch (trial.status()) {
            case RUNNING, INTERRUPTED ->
                new TrialFate.Continued(reader.checkpoints(trial.id()).stream()
                        .mapToLong(Checkpoint::step)
                        .max()
                        .orElse(0));
            case FAILED -> rules.retryFailed() ? new TrialFate.Retried() : ended(trial);
            case FINISHED, DIVERGED -> ended(trial);
        };
    }

    private TrialFate ended(TrialView trial) {
        return trial.trust().isAtLeast(rules.least())
                ? new TrialFate.Stored(trial.status() == Status.FAILED)
                : new TrialFate.Untrusted(trial.trust());
    }

    private TrialChange never(TrialPlan plan) {
        if (arms.isEmpty()) {
            return new TrialChange.NewStudy();
        }
        return arms.contains(new ArmName(plan.variant(), plan.task()))
                ? new TrialChange.NewSeed()
                : new TrialChange.NewVariant();
    }
}
