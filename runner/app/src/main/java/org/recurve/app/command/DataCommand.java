package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Bound;
import org.recurve.app.binding.Names;
import org.recurve.app.data.DataFiles;
import org.recurve.app.data.DataFiles.State;
import org.recurve.app.display.Table;
import org.recurve.app.plugins.Kind;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.run.DataOf;
import org.recurve.app.yaml.YamlReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve data list|fetch|verify}: the files that data sets are made of. */
@Command(name = "data", mixinStandardHelpOptions = true, description = "List, fetch or verify the files of data sets.")
final class DataCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final Common common = new Common(plugins, own);

    /** What is to be done. */
    enum Action {
        LIST,
        FETCH,
        VERIFY
    }

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "What is to be done: ${COMPLETION-CANDIDATES} (default: list).",
            defaultValue = "list")
    private Action action = Action.LIST;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            description = "Data sets, written as in files: mnist, or '{mnist: {train: 1000}}' (default: all).")
    private List<String> sets = new ArrayList<>();

    /** A file of a data set. */
    private record Item(String set, Source source) {}

    @Override
    public Integer call() {
        DataFiles files =
                new DataFiles(common.folders().data(), common.folders().own(), common::note);
        List<Item> items = items(common.withStore().registry());
        if (action == Action.FETCH) {
            files.fetch(items.stream().map(Item::source).toList());
        }
        if (common.json()) {
            common.print(items.stream().map(item -> plain(item, files)).toList());
        } else {
            common.out()
                    .println(Table.of(
                            items.stream().map(item -> line(item, files)).toList()));
        }
        boolean good = items.stream().allMatch(item -> files.state(item.source()) == State.PRESENT);
        return action != Action.VERIFY || good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<Item> items(Registry registry) {
        Problems problems = new Problems();
        List<Item> items = new ArrayList<>();
        List<String> wanted = sets.isEmpty() ? registry.ids(Kind.DATASET) : sets;
        for (String set : wanted) {
            // A data set that needs settings can only be listed with them.
            Problems own = sets.isEmpty() ? new Problems() : problems;
            sources(set, registry, own).forEach(source -> items.add(new Item(set, source)));
        }
        problems.raise();
        return items;
    }

    @SuppressWarnings("unchecked") // looked up as a data set
    private static List<Source> sources(String set, Registry registry, Problems problems) {
        Binder binder = new Binder(registry, Names.fixed(Set.of(), problems), problems);
        Optional<Bound<Spec<?>>> bound = binder.reference(Kind.DATASET, YamlReader.value(set, set, problems), "data");
        return bound.map(b -> DataOf.sources((Spec<Dataset<?>>) b.value())).orElse(List.of());
    }

    private static List<String> line(Item item, DataFiles files) {
        Source source = item.source();
        return List.of(
                item.set(),
                source.file(),
                Long.toString(source.bytes()),
                files.state(source).name().toLowerCase(java.util.Locale.ROOT),
                files.place(source).toString());
    }

    private static Map<String, Object> plain(Item item, DataFiles files) {
        Source source = item.source();
        return Map.of(
                "data", item.set(),
                "file", source.file(),
                "bytes", source.bytes(),
                "sha256", source.sha256(),
                "state", files.state(source).name().toLowerCase(java.util.Locale.ROOT),
                "path", files.place(source).toString(),
                "home", source.home());
    }
}
