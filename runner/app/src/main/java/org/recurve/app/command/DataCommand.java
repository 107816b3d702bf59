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
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.data.DataFiles;
import org.recurve.app.data.DataFiles.CachedState;
import org.recurve.app.display.TextTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.run.RequiredData;
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
    private final CommonOptions options = new CommonOptions(plugins, own);

    /** Describes what is to be done. */
    enum DataAction {
        LIST,
        FETCH,
        VERIFY
    }

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "What is to be done: ${COMPLETION-CANDIDATES} (default: list).",
            defaultValue = "list")
    private DataAction action = DataAction.LIST;

    @Parameters(
            index = "1..*",
            paramLabel = "DATA",
            description = "Data sets, written as in files: mnist, or '{mnist: {train: 1000}}' (default: all).")
    private List<String> sets = new ArrayList<>();

    /** A file of a data set. */
    private record DataItem(String set, Source source) {}

    @Override
    public Integer call() {
        DataFiles files =
                new DataFiles(options.folders().data(), options.folders().own(), options::note);
        List<DataItem> items = items(options.withStore().registry());
        if (action == DataAction.FETCH) {
            files.fetch(items.stream().map(DataItem::source).toList());
        }
        if (options.json()) {
            options.print(items.stream().map(item -> plain(item, files)).toList());
        } else {
            options.out()
                    .println(TextTable.of(
                            items.stream().map(item -> line(item, files)).toList()));
        }
        boolean good = items.stream().allMatch(item -> files.state(item.source()) == CachedState.PRESENT);
        return action != DataAction.VERIFY || good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<DataItem> items(PluginRegistry registry) {
        ProblemCollector collector = new ProblemCollector();
        List<DataItem> items = new ArrayList<>();
        List<String> wanted = sets.isEmpty() ? registry.ids(PluginKind.DATASET) : sets;
        for (String set : wanted) {
            // A data set that needs settings can only be listed with them.
            ProblemCollector own = sets.isEmpty() ? new ProblemCollector() : collector;
            sources(set, registry, own).forEach(source -> items.add(new DataItem(set, source)));
        }
        collector.raise();
        return items;
    }

    @SuppressWarnings("unchecked") // looked up as a data set
    private static List<Source> sources(String set, PluginRegistry registry, ProblemCollector collector) {
        SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
        Optional<BoundNode<Spec<?>>> bound =
                binder.reference(PluginKind.DATASET, YamlReader.value(set, set, collector), "data");
        return bound.map(b -> RequiredData.sources((Spec<Dataset<?>>) b.value()))
                .orElse(List.of());
    }

    private static List<String> line(DataItem item, DataFiles files) {
        Source source = item.source();
        return List.of(
                item.set(),
                source.file(),
                Long.toString(source.bytes()),
                files.state(source).name().toLowerCase(java.util.Locale.ROOT),
                files.place(source).toString());
    }

    private static Map<String, Object> plain(DataItem item, DataFiles files) {
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
