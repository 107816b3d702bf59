package org.recurve.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Data;
import org.recurve.app.data.DataCache;
import org.recurve.app.data.DataFiles;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.ModelSizes;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunFolders;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.spec.TrialSpec;

/** Every shipped experiment's models, trained in a moment, written as ONNX and asked in ONNX Runtime. */
class OnnxOfShippedFilesTest {
    private static final Path NONE = Path.of("none");
    private static final PluginRegistry PLUGINS = new PluginFolder(NONE, NONE).registry();

    private final DataFiles files = new DataFiles(DataCache.folder().resolve("data"), Path.of(""), _ -> {});
    private final DataPool pool = new DataPool(files);

    @TestFactory
    Stream<DynamicTest> everyModelAnswersTheSameInOnnxRuntime() throws IOException {
        try (Stream<Path> list = Files.list(Path.of(""))) {
            List<Path> experiments = list.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return experiments.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> compare(file)));
        }
    }

    private void compare(Path file) throws Exception {
        Experiment experiment = ExperimentReader.read(
                file.toString(),
                Files.readString(file),
                PLUGINS,
                new Overrides(true, List.of(), List.of()),
                new ModelSizes(new RunFolders(NONE, NONE, DataCache.folder(), Path.of(""), NONE), _ -> {}));
        Set<String> compared = new HashSet<>();
        for (TrialSpec trial : experiment.plan(1).trials()) {
            if (compared.add(trial.variant())) {
                TrainedInAMoment.of(trial, opened(trial)).compare(Data.TRAIN);
            }
        }
    }

    private Data opened(TrialSpec trial) {
        try {
            files.fetch(RequiredData.sources(trial.data()));
        } catch (UserError absent) {
            Assumptions.assumeTrue(Boolean.parseBoolean(System.getenv("CI")), () -> "the data is absent: " + absent);
            throw absent;
        }
        return pool.open(trial.data());
    }
}
