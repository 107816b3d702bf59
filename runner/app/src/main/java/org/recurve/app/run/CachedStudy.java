package org.recurve.app.run;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recurve.api.data.Dataset;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.reuse.IdentifiedTrial;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Finds the answer to a study that ran to its end before, without opening data, tracing models, or writing anything. */
public final class CachedStudy {
    private final DataDigests digests;
    private final PluginRegistry registry;
    private final StoreReader reader;
    private final RunPlatform platform;

    /** @param reader of the store that may have the answer */
    public CachedStudy(RunFolders folders, PluginRegistry registry, StoreReader reader) {
        this.digests = new DataDigests(folders.digests(), registry);
        this.registry = registry;
        this.reader = reader;
        Supplier<Set<String>> begun = Suppliers.memoize(reader::begun);
        this.platform = FrameworkVersion.on(
                Map.of(), registry, trial -> Objects.requireNonNull(begun.get()).contains(trial));
    }

    /** Describes what a variant is called in one task. */
    private record Named(String variant, String task) {}

    /** Returns the identities of all trials, if the data was opened here before. */
    public Optional<List<String>> identities(Experiment experiment) {
        return planned(experiment, _ -> Optional.empty(), trial -> trial.plan().trial());
    }

    /**
     * Returns what is made of all trials, of which there may be very many, with their identities.
     *
     * @param opened the digest of data that was not opened here before; if it gives none, the identities are not known
     */
    public <T> Optional<List<T>> planned(
            Experiment experiment,
            Function<Spec<Dataset<?>>, Optional<String>> opened,
            Function<IdentifiedTrial, T> made) {
        List<T> planned = new ArrayList<>();
        Map<Named, StudyVariant> variants = new HashMap<>();
        experiment.variants().forEach(it -> variants.putIfAbsent(new Named(it.name(), it.task()), it));
        for (TrialSpec trial : experiment.plan(1).trials()) {
            Configuration configuration = Objects.requireNonNull(variants.get(new Named(trial.variant(), trial.task())))
                    .configuration(trial.seed());
            Map<Spec<Dataset<?>>, String> known = digests(configuration);
            Optional<String> digest = TrainingData.digest(
                    trial, data -> Optional.ofNullable(known.get(data)).or(() -> opened.apply(data)));
            if (digest.isEmpty()) {
                return Optional.empty();
            }
            planned.add(made.apply(planned(trial, digest.get())));
        }
        return Optional.of(planned);
    }

    /** Returns the same of trials that are stored, as they would run now: of those, too, that only a search names. */
    public <T> Optional<List<T>> again(
            List<TrialView> trials,
            Function<Spec<Dataset<?>>, Optional<String>> opened,
            Function<IdentifiedTrial, T> made) {
        List<T> planned = new ArrayList<>();
        for (TrialView trial : trials) {
            Optional<List<T>> now = planned(
                    StoredTrial.now(trial, registry),
                    opened,
                    it -> made.apply(it.named(trial.variant(), trial.task())));
            if (now.isEmpty()) {
                return Optional.empty();
            }
            planned.addAll(now.get());
        }
        return Optional.of(planned);
    }

    private IdentifiedTrial planned(TrialSpec trial, String dataDigest) {
        Provenance provenance = platform.provenance(trial, dataDigest);
        String identity = RunPlatform.identity(trial, provenance);
        return new IdentifiedTrial(
                new TrialPlan(identity, trial.variant(), trial.task(), trial.seed()),
                trial.configuration(),
                provenance);
    }

    private Map<Spec<Dataset<?>>, String> digests(Configuration configuration) {
        Map<Spec<Dataset<?>>, String> known = new IdentityHashMap<>();
        try {
            configuration
                    .data()
                    .values()
                    .forEach(data -> digests.of(data).ifPresent(digest -> known.put(data.spec(), digest)));
            return known;
        } catch (PluginFailure failure) {
            throw configuration.broken(failure);
        }
    }

    /**
     * Returns the study as it was stored, if a run of this store's own was of the same file, and every trial asked for is finished
     * and trusted so much: whether expectations held is not taken from what was imported.
     */
    public Optional<StudyView> answer(Experiment experiment, List<String> identities, TrialTrust least) {
        return reader.outline(experiment.study())
                .filter(study -> !study.imported())
                .filter(study -> study.file().equals(experiment.text()))
                .filter(study -> study.measured().isPresent())
                .filter(study ->
                        study.plan().stream().map(TrialPlan::trial).toList().equals(identities))
                .flatMap(study -> reader.study(study.study()))
                .filter(study -> finished(study, least).containsAll(identities));
    }

    private static Set<String> finished(StudyView study, TrialTrust least) {
        return study.trials().stream()
                .filter(trial -> trial.status() == Status.FINISHED)
                .filter(trial -> trial.trust().isAtLeast(least))
                .map(TrialView::id)
                .collect(Collectors.toSet());
    }
}
