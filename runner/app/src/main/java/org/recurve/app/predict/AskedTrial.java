package org.recurve.app.predict;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.UnfinishedTrials;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.StopSignal;
import org.recurve.app.verify.LearntWeights;
import org.recurve.app.verify.RetrainText;
import org.recurve.app.verify.StoredJobs;
import org.recurve.app.verify.TrainedCode;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;

/**
 * A finished trial with what it learnt.
 *
 * @param learnt kept in the store, or learnt again
 */
record AskedTrial(TrialView trial, LearntModel learnt) {
    private static final int SHOWN = 5;

    /** Returns the one finished trial that an ID names. */
    static TrialView find(String id, StoreReader reader) {
        List<TrialView> named = switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study().trials();
            case LookupResult.FoundTrials found -> found.trials();
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        };
        List<TrialView> finished = named.stream()
                .filter(trial -> trial.status() == Status.FINISHED)
                .toList();
        if (finished.isEmpty()) {
            UnfinishedTrials text = UnfinishedTrials.of(id, named);
            throw new UserError(Problem.of(text.message() + ", so there is no model to ask", text.advice()));
        }
        if (finished.size() > 1) {
            String names = finished.stream().limit(SHOWN).map(AskedTrial::title).collect(Collectors.joining(", "));
            throw new UserError(Problem.of(
                    "\"" + id + "\" names " + finished.size() + " trained models",
                    "name one: " + names + (finished.size() > SHOWN ? ", …" : "")));
        }
        return finished.getFirst();
    }

    /** {@code study/variant/seed}. */
    static String title(TrialView trial) {
        String task = trial.task().isEmpty() ? "" : trial.task() + "/";
        return trial.study() + "/" + trial.variant() + "/" + task + trial.seed();
    }

    /**
     * Returns what a trial learnt.
     *
     * @param retrain whether it is trained again if its weights are not kept
     * @param threads in the trial
     */
    static AskedTrial load(
            TrialView trial,
            StoreReader reader,
            boolean retrain,
            int threads,
            CommonOptions options,
            PluginRegistry registry) {
        if (!retrain) {
            return new AskedTrial(
                    trial,
                    reader.learnt(trial).orElseThrow(() -> new UserError(Problem.of(RetrainText.needed(trial)))));
        }
        try (StopSignal signal = StopSignal.atOnce()) {
            Injector injector =
                    Guice.createInjector(new RunModule(options.folders(), registry, 1, signal, options::note));
            LearntWeights weights =
                    new LearntWeights(StoredJobs.in(injector, registry), injector.getInstance(InstantSource.class));
            LearntWeights.LearntResult result = weights.of(trial, reader, threads, signal);
            return new AskedTrial(
                    trial,
                    result.model()
                            .filter(_ -> result.digest().equals(trial.digest()))
                            .orElseThrow(() -> new UserError(Problem.of(
                                    "training " + title(trial) + " again came to " + result.digest() + " and not to "
                                            + trial.digest(),
                                    "recurve verify tells where they part"))));
        }
    }

    /** Refuses to ask a model with other plugins than it was trained with. */
    void refuseOtherCode(TrialSpec spec, RunPlatform platform) {
        TrainedCode.refuseOther(trial, title(trial), spec, platform);
    }
}
