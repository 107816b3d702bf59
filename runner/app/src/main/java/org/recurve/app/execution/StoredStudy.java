package org.recurve.app.execution;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.data.Dataset;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.plugin.Spec;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;
import org.recurve.app.listen.StudyListeners;
import org.recurve.app.option.BoundOptions;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.report.ReportAdditions;
import org.recurve.app.reuse.PluginJars;
import org.recurve.app.reuse.ReuseSearch;
import org.recurve.app.reuse.ReuseSearch.ReuseRules;
import org.recurve.app.reuse.ReuseText;
import org.recurve.app.reuse.StudyReuse;
import org.recurve.app.run.CachedStudy;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;
import org.recurve.engine.data.DataPool;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * Answers from the store what an earlier run found, without training.
 *
 * @param additions to the report
 * @param listeners of a study, which catch up
 */
record StoredStudy(
        CommonOptions common,
        BoundOptions bounding,
        PluginRegistry registry,
        RunFolders folders,
        ReportAdditions additions,
        BiFunction<Experiment, Store, StudyListeners.Study> listeners) {
    /** Returns the answer of an earlier run, if there is one: Guice, data and models are not touched for it. */
    Optional<Integer> answer(Experiment experiment) {
        if (experiment.tune().isPresent() || !Store.exists(folders.store())) {
            return Optional.empty(); // which trials the study has is known only once it is tuned
        }
        try (Store store = Store.openToAsk(folders.store())) {
            StoreReader reader = store.reader();
            CachedStudy cachedStudy = new CachedStudy(folders, registry, reader);
            return cachedStudy
                    .identities(experiment)
                    .flatMap(identities -> cachedStudy
                            .answer(experiment, identities, bounding.trust())
                            .map(study -> {
                                Set<String> own = Set.copyOf(identities);
                                List<TrialView> trials = study.trials().stream()
                                        .filter(trial -> own.contains(trial.id()))
                                        .toList();
                                return shown(experiment, study, trials, List.of(), store);
                            }));
        }
    }

    /**
     * Returns the answer of a study that ran to its end and of which something would be trained again, with what that is and why;
     * empty if it has not ended, or if nothing changed since.
     */
    Optional<Integer> finished(Experiment experiment) {
        try (Store store = Store.openToAsk(folders.store())) {
            StoreReader reader = store.reader();
            Optional<StudyView> study = reader.study(experiment.study()).filter(this::isFinished);
            Optional<StudyReuse> reuse =
                    study.flatMap(it -> reuse(experiment, it, reader)).filter(it -> it.trained() > 0);
            return reuse.map(it -> {
                String note = ReuseText.finished(experiment.study(), it);
                common.note(note);
                return shown(
                        experiment, study.orElseThrow(), study.orElseThrow().trials(), List.of(note), store);
            });
        }
    }

    private boolean isFinished(StudyView study) {
        Set<String> ended =
                study.trials().stream().filter(this::stands).map(TrialView::id).collect(Collectors.toSet());
        return study.measured().isPresent()
                && study.plan().stream().map(TrialPlan::trial).allMatch(ended::contains);
    }

    private boolean stands(TrialView trial) {
        boolean ended = switch (trial.status()) {
            case FINISHED, DIVERGED -> true;
            case FAILED -> !bounding.retryFailed();
            case RUNNING, INTERRUPTED -> false;
        };
        return ended && trial.trust().isAtLeast(bounding.trust());
    }

    private Optional<StudyReuse> reuse(Experiment experiment, StudyView study, StoreReader reader) {
        CachedStudy cachedStudy = new CachedStudy(folders, registry, reader);
        Function<Spec<Dataset<?>>, Optional<String>> opened = opened(experiment);
        ReuseSearch search = new ReuseSearch(
                reader,
                experiment.study(),
                experiment.text(),
                new PluginJars(registry, folders.keptJars()),
                new ReuseRules(bounding.retryFailed(), bounding.trust()),
                () -> false);
        return (experiment.tune().isPresent()
                        ? cachedStudy.again(study.trials(), opened, search::fate)
                        : cachedStudy.planned(experiment, opened, search::fate))
                .map(StudyReuse::new);
    }

    /** Opens data only if its digest is not known from before: files of the user's own. */
    private Function<Spec<Dataset<?>>, Optional<String>> opened(Experiment experiment) {
        return spec -> {
            Injector injector = Guice.createInjector(new RunModule(folders, registry, 1, () -> false, common::note));
            injector.getInstance(RequiredData.class).fetch(experiment);
            return Optional.of(injector.getInstance(DataPool.class).open(spec).digest());
        };
    }

    /** A search's trials have names that the file alone does not give. */
    private List<String> caughtUp(Experiment experiment, StudyView study, Store store) {
        return experiment.tune().isPresent()
                ? List.of()
                : listeners
                        .apply(experiment, store)
                        .catchUp(
                                study.plan().stream().map(TrialPlan::trial).toList(),
                                study,
                                RunModule.listening(common::note));
    }

    private int shown(
            Experiment experiment, StudyView study, List<TrialView> trials, List<String> before, Store store) {
        StoreReader reader = store.reader();
        List<DisplayRow> rows = trials.stream().map(DisplayRow::of).toList();
        Map<String, Boolean> expectations = study.imported() ? Map.of() : study.expectations();
        List<String> damages = reader.damages(study);
        List<String> missed = caughtUp(experiment, study, store);
        missed.forEach(common::warn);
        new ResultOutput(common)
                .show(
                        experiment,
                        StudyAnswer.of(study).lines(),
                        rows,
                        expectations,
                        damages,
                        Stream.concat(before.stream(), missed.stream()).toList(),
                        () -> ReportFiles.keep(folders.reports(), reader, study, additions, common::warn));
        Set<String> own = experiment.variants().stream().map(StudyVariant::name).collect(Collectors.toSet());
        List<DisplayRow> counted = trials.stream()
                .filter(trial -> own.contains(trial.variant()))
                .map(DisplayRow::of)
                .toList();
        return Math.max(DamageReport.tell(damages, common), ResultOutput.code(counted, expectations));
    }
}
