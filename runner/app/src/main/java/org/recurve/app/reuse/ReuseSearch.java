package org.recurve.app.reuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.app.reuse.EarlierTrials.EarlierTrial;
import org.recurve.app.reuse.StudyReuse.NamedFate;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyOutline;
import org.recurve.storage.view.TrialView;

/** Finds out what of a study is stored, and compares the rest with the study as its latest run planned it. */
public final class ReuseSearch {
    private final StoreReader reader;
    private final TrialComparison comparison;
    private final EarlierTrials earlier;
    private final ReuseRules rules;
    private final boolean sameFile;
    private final Map<TrialName, String> named = new HashMap<>();
    private final Map<String, TrialStanding> standings = new HashMap<>();
    private final Set<ArmName> arms = new HashSet<>();
    /** Trials that were stored about the same time: whoever asks about one asks about the others next. */
    private Map<String, TrialView> page = Map.of();

    /**
     * Prepares a search.
     *
     * @param text of the experiment file: if the stored study has the same, its settings differ in defaults alone
     * @param stop asked while very many stored trials are looked through
     */
    public ReuseSearch(
            StoreReader reader, String study, String text, PluginJars jars, ReuseRules rules, BooleanSupplier stop) {
        this.reader = reader;
        this.comparison = new TrialComparison(jars);
        this.earlier = new EarlierTrials(reader, jars.registry(), stop);
        this.rules = rules;
        reader.results().forEach(trial -> standings.put(trial.id(), new TrialStanding(trial.status(), trial.trust())));
        Optional<StudyOutline> stored = reader.outline(study);
        this.sameFile = stored.filter(it -> it.file().equals(text)).isPresent();
        stored.map(StudyOutline::plan).orElse(List.of()).stream()
                .filter(trial -> standings.containsKey(trial.trial()))
                .forEach(trial -> {
                    named.put(new TrialName(trial.variant(), trial.task(), trial.seed()), trial.trial());
                    arms.add(new ArmName(trial.variant(), trial.task()));
                });
    }

    /** Says how a trial stands, and where it comes from. */
    private record TrialStanding(Status status, TrialTrust trust) {}

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
        TrialFate fate = Optional.ofNullable(standings.get(plan.trial())) // under any study's name
                .map(standing -> fate(plan.trial(), standing))
                .orElseGet(() -> standings.isEmpty()
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
                        .flatMap(this::stored)
                        .map(before -> comparison.changes(before, trial, sameFile))
                        .orElseGet(() -> List.of(never(plan))));
        // Of other data, versions or code nothing could go on, whatever had been kept.
        if (changes.stream()
                .allMatch(change -> change instanceof TrialChange.Settings || change instanceof TrialChange.Metrics)) {
            changes.addAll(further);
        }
        return new TrialFate.Trained(changes);
    }

    private Optional<TrialView> stored(String identity) {
        if (!page.containsKey(identity)) {
            page = reader.trialsBeside(identity).stream()
                    .collect(Collectors.toMap(TrialView::id, Function.identity(), (best, _) -> best));
        }
        return Optional.ofNullable(page.get(identity));
    }

    private TrialFate fate(String identity, TrialStanding standing) {
        return switch (standing.status()) {
            case RUNNING, INTERRUPTED ->
                new TrialFate.Continued(reader.checkpoints(identity).stream()
                        .mapToLong(Checkpoint::step)
                        .max()
                        .orElse(0));
            case FAILED -> rules.retryFailed() ? new TrialFate.Retried() : ended(standing);
            case FINISHED, DIVERGED -> ended(standing);
        };
    }

    private TrialFate ended(TrialStanding standing) {
        return standing.trust().isAtLeast(rules.least())
                ? new TrialFate.Stored(standing.status() == Status.FAILED)
                : new TrialFate.Untrusted(standing.trust());
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
