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
import org.recurve.app.diff.Diff;
import org.recurve.app.diff.Side;
import org.recurve.app.run.Sizes;
import org.recurve.app.spec.ExperimentReader;
import org.recurve.app.spec.Overrides;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private final Common common = new Common(plugins, own);

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "An experiment file, study[/variant[/task]][/seed], or the beginning of a trial's hash.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String right = "";

    @Override
    public Integer call() {
        Set<String> damages = new LinkedHashSet<>();
        Diff diff = Diff.of(side(left, damages), side(right, damages));
        if (common.json()) {
            Map<String, Object> plain = new TreeMap<>(diff.plain());
            plain.put(Damage.KEY, List.copyOf(damages));
            common.print(plain);
        } else {
            common.out().println(diff.text());
        }
        return Damage.tell(List.copyOf(damages), common);
    }

    private Side side(String name, Set<String> damages) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Side.of(
                    name,
                    ExperimentReader.read(
                            name,
                            FileOptions.text(file),
                            common.registry(),
                            Overrides.NONE,
                            new Sizes(common.folders(), common::note)));
        }
        try (Store store = common.open()) {
            Reader reader = store.reader();
            return switch (reader.find(name)) {
                case Found.Study study -> {
                    damages.addAll(reader.damages(study.study()));
                    yield Side.of(name, study.study().trials());
                }
                case Found.Trials trials -> {
                    damages.addAll(reader.damages(
                            trials.trials().stream().map(TrialView::id).collect(Collectors.toSet())));
                    yield Side.of(name, trials.trials());
                }
                case Found.Nothing nothing -> throw ShowCommand.unknown(name, nothing);
            };
        }
    }
}
