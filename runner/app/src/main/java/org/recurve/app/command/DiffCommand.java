package org.recurve.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.recurve.app.diff.DiffSide;
import org.recurve.app.diff.StudyDiff;
import org.recurve.app.document.Overrides;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.predict.WeightTable;
import org.recurve.app.run.ModelSizes;
import org.recurve.storage.Store;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve diff A B}: what differs between two files, studies, variants or trials. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Show what differs between two files, studies or trials, in configuration and in results.")
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "An experiment file, study[/variant[/task]][/seed], or the beginning of a trial's hash.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String right = "";

    @Option(names = "--weights", description = "Show how far apart the kept weights of two trained models are.")
    private boolean weights;

    @Override
    public Integer call() {
        if (weights) {
            try (Store store = options.open()) {
                WeightTable.differences(left, right, store.reader(), options);
                return 0;
            }
        }
        Set<String> damages = new LinkedHashSet<>();
        StudyDiff diff = StudyDiff.of(side(left, damages), side(right, damages));
        if (options.json()) {
            Map<String, Object> plain = new TreeMap<>(diff.plain());
            plain.put(DamageReport.KEY, List.copyOf(damages));
            options.print(plain);
        } else {
            options.out().println(diff.text());
        }
        return DamageReport.tell(List.copyOf(damages), options);
    }

    private DiffSide side(String name, Set<String> damages) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return DiffSide.of(
                    name,
                    ExperimentReader.read(
                            name,
                            FileOptions.text(file),
                            options.registry(),
                            Overrides.NONE,
                            new ModelSizes(options.folders(), options::note)));
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            return switch (reader.find(name)) {
                case LookupResult.FoundStudy study -> {
                    damages.addAll(reader.damages(study.study()));
                    yield DiffSide.of(name, study.study().trials());
                }
                case LookupResult.FoundTrials trials -> {
                    damages.addAll(reader.damages(
                            trials.trials().stream().map(TrialView::id).collect(Collectors.toSet())));
                    yield DiffSide.of(name, trials.trials());
                }
                case LookupResult.NothingFound found -> throw StudyArguments.unknown(name, found);
            };
        }
    }
}
