package org.recurve.app.run;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Finds the answer to a study that ran to its end before, without opening data, tracing models, or writing anything. */
public final class CachedStudy {
    private final DataDigests digests;
    private final StoreReader reader;
    private final RunPlatform platform;

    /** @param reader of the store that may have the answer */
    public CachedStudy(RunFolders folders, PluginRegistry registry, StoreReader reader) {
        this.digests = new DataDigests(folders.digests(), registry);
        this.reader = reader;
        Supplier<Set<String>> begun = Suppliers.memoize(reader::begun);
        this.platform =
                FrameworkVersion.on(Map.of(), registry, trial -> begun.get().contains(trial));
    }

    /** What a variant is called in one task. */
    private record Named(String variant, String task) {}

    /** Returns the identities of all trials, if the data was opened here before. */
    public Optional<List<String>> identities(Experiment experiment) {
        List<String> identities = new ArrayList<>();
        Map<Named, StudyVariant> variants = new HashMap<>();
        experiment.variants().forEach(it -> variants.putIfAbsent(new Named(it.name(), it.task()), it));
        for (TrialSpec trial : experiment.plan(1).trials()) {
            Optional<String> digest =
                    digest(Objects.requireNonNull(variants.get(new Named(trial.variant(), trial.task())))
                            .configuration(trial.seed()));
            if (digest.isEmpty()) {
                return Optional.empty();
            }
            identities.add(RunPlatform.identity(trial, platform.provenance(trial, digest.get())));
        }
        return Optional.of(identities);
    }

    private Optional<String> digest(Configuration configuration) {
        try {
            return digests.of(configuration);
        } catch (PluginFailure failure) {
            throw configuration.broken(failure);
        }
    }

    /**
     * Returns the study as it was stored, if a run of this store's own was of the same file, and every trial asked for is finished
     * and trusted so much: whether expectations held is not taken from what was imported.
     */
    public Optional<StudyView> answer(Experiment experiment, List<String> identities, TrialTrust least) {
        return reader.study(experiment.study())
                .filter(study -> !study.imported())
                .filter(study -> study.file().equals(experiment.text()))
                .filter(study ->
                        study.plan().stream().map(TrialPlan::trial).toList().equals(identities))
                .filter(study -> study.measured().isPresent())
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
