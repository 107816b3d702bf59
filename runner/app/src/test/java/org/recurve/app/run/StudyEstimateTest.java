package org.recurve.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.VariantPlanner.VariantPlan;

/** What is foretold of a study, held to what it then takes. */
class StudyEstimateTest {
    private static final String FILE = """
            study: long
            data: {adding: {steps: 1000, train: 32, validation: 32, test: 16}}
            model: [recurrent: {cell: {lstm: 24}}, dense: 1]
            loss: squared-error
            train: {optimizer: {OPTIMIZER: {learning-rate: 0.001}}, epochs: 2, batch: 32}
            """;

    @TempDir
    Path folder;

    private final PluginRegistry registry = new PluginFolder(Path.of("none"), Path.of("none")).registry();

    private Experiment experiment(String text) {
        return ExperimentReader.read("long.yaml", text, registry, Overrides.NONE);
    }

    private Injector injector(Path store, BooleanSupplier stop) {
        RunFolders folders = new RunFolders(store, folder, folder, folder, folder);
        return Guice.createInjector(new RunModule(folders, registry, 1, stop, said -> {}));
    }

    private List<VariantPlan> plans(Experiment experiment) {
        return injector(folder, () -> false).getInstance(VariantPlanner.class).plan(experiment);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Back-propagation through a thousand steps: the most that lives on the heap between two of its training steps. */
    @ParameterizedTest
    @CsvSource({"sgd, 1", "adam, 1", "adam, 12"})
    void memoryIsAsForetoldWithinATenth(String optimizer, int times) {
        Experiment experiment = experiment(FILE.replace("OPTIMIZER", optimizer)
                .replace("1000", String.valueOf(2000 / (times + 1)))
                .replace("24", String.valueOf(24 * times)));
        double foretold = plans(experiment).getFirst().memory().bytes();
        double taken = taken(experiment, foretold);
        assertEquals(1, taken / foretold, 0.1, () -> "foretold " + foretold + ", taken " + taken);
    }

    /** Measured again if other tests' leavings went meanwhile, as then there is less in the end than before. */
    private double taken(Experiment experiment, double foretold) {
        double taken = 0;
        double gone = foretold;
        for (int turn = 0; turn < 3 && gone > foretold / 50; turn++) {
            long[] most = new long[1];
            Injector injector = injector(folder.resolve("store" + turn), () -> {
                most[0] = Math.max(most[0], heap());
                return false;
            });
            try (RunContext context = injector.getInstance(RunContext.class)) {
                long before = heap();
                context.runner().run(experiment.plan(1));
                gone = before - heap();
                taken = most[0] - before;
            }
        }
        return taken;
    }

    /** Gradients alone are foretold by plans; an optimizer that asks for products says by steps how often. */
    @ParameterizedTest
    @CsvSource({
        "sgd, estimated from its steps",
        "adam, estimated from its steps",
        "hessian-free, at the pace of its first steps"
    })
    void anOptimizerThatAsksForProductsIsTimed(String optimizer, String source) {
        String asked =
                optimizer.equals("hessian-free") ? "hessian-free" : "{" + optimizer + ": {learning-rate: 0.001}}";
        Experiment experiment = experiment(FILE.replace("{OPTIMIZER: {learning-rate: 0.001}}", asked)
                .replace("1000", "5")
                .replace("24", "3"));
        StudyEstimate estimate = StudyEstimate.of(experiment, plans(experiment), List.of(), 1, 1);
        assertTrue(estimate.time().source().startsWith(source), estimate.text());
        assertTrue(0 < estimate.leastSeconds() && estimate.leastSeconds() < estimate.mostSeconds(), estimate.text());
    }

    @Test
    void jobsAreAsManyAsFitAndATrialThatDoesNotFitIsRefused() {
        List<VariantPlan> plans = plans(experiment(FILE.replace("OPTIMIZER", "sgd")));
        long each = plans.getFirst().memory().bytes();
        MemoryBudget budget = new MemoryBudget(20 * each, 3 * each + each / 2);
        assertEquals(3, budget.jobs(plans));
        assertTrue(budget.objection(plans, 3).isEmpty());
        assertTrue(
                budget.objection(plans, 4).orElseThrow().contains("3 trials run side by side; RECURVE_JAVA_OPTS=-Xmx"));
        UserError refused = assertThrows(UserError.class, () -> new MemoryBudget(2 * each, each - 1).jobs(plans));
        assertTrue(refused.getMessage().contains("use a smaller train.batch"), refused.getMessage());
    }
}
