package org.recurve.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.TrialView;

/** A study that is stopped again and again, on the real store. */
class ResumeTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: %s, epochs: 4, batch: 16}
            measure: [test.mean-squared-error]
            select: {validation.loss: min}
            seeds: 1
            """;

    @TempDir
    Path folder;

    /** Runs until so many steps were taken in this run; the trial as it stands then. */
    private TrialView run(String optimizer, Path store, int steps) {
        PluginRegistry registry = new PluginFolder(store.resolve("plugins"), folder.resolve("copies")).registry();
        Experiment experiment = ExperimentReader.read(
                "sums.yaml", FILE.formatted(optimizer), registry, new Overrides(false, List.of(), List.of()));
        int[] taken = new int[1];
        RunModule module = new RunModule(
                new RunFolders(store, store.resolve("plugins"), folder.resolve("cache"), folder, folder),
                registry,
                1,
                () -> taken[0] >= steps,
                said -> {});
        try (RunContext context = Guice.createInjector(module).getInstance(RunContext.class)) {
            context.bus().record("counter", event -> taken[0] += event instanceof Event.StepDone ? 1 : 0);
            context.runner().run(experiment.plan(1));
            return context.store().reader().study("sums").orElseThrow().trials().getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{sgd: {learning-rate: 0.05, momentum: 0.9}}",
                "adagrad",
                "adadelta",
                "rmsprop",
                "adam",
                "adamw",
                "{hessian-free: {cg-steps: 20, structural-damping: 0.1}}",
                "{l-bfgs: 3}",
                "{conjugate-gradient: polak-ribiere}",
                "levenberg-marquardt",
                "gauss-newton",
                "newton"
            })
    void aStudyThatWasStoppedEndsAsOneThatWasNot(String optimizer) throws Exception {
        TrialView whole = run(optimizer, folder.resolve("whole"), Integer.MAX_VALUE);
        Path stopped = folder.resolve("stopped");
        TrialView trial = run(optimizer, stopped, 3);
        assertEquals(Status.INTERRUPTED, trial.status());
        assertNotEquals(whole.digest(), trial.digest());
        run(optimizer, stopped, 1);
        run(optimizer, stopped, 5);
        trial = run(optimizer, stopped, Integer.MAX_VALUE);
        assertEquals(Status.FINISHED, trial.status());
        assertEquals(whole.digest(), trial.digest());
        assertEquals(whole.metrics(), trial.metrics());
        assertEquals(whole.selectedEpoch(), trial.selectedEpoch());
        assertEquals(losses(folder.resolve("whole"), whole), losses(stopped, trial));
        assertTrue(Files.exists(stopped.resolve("trials")));
    }

    private static List<Double> losses(Path store, TrialView trial) {
        try (var opened = org.recurve.storage.Store.open(store)) {
            StepSeries losses = opened.reader().series(trial.id(), StepSeries.LOSS);
            assertEquals(16, losses.size());
            return java.util.Arrays.stream(losses.values()).boxed().toList();
        }
    }
}
