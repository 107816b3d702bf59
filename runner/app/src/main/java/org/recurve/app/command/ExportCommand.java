package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.export.ExportTables;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.StopSignal;
import org.recurve.app.verify.LearntWeights;
import org.recurve.app.verify.StoredJobs;
import org.recurve.app.yaml.YamlReader;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve export ID}: results for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write trials, their epochs and what they learnt in formats that other programs read.",
            "Weights of finished trials are not stored: each is run again to its end, from its last checkpoint if one"
                    + " is kept, and must come to its stored digest."
        })
final class ExportCommand implements Callable<Integer> {
    private static final String AS = "--as";
    private static final Pattern ENDING = Pattern.compile("[A-Za-z0-9]+([.-][A-Za-z0-9]+)*");

    /** Limits the name of a file, to which an extension is added; file systems hold 255 bytes. */
    private static final int LONGEST = 180;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(paramLabel = "ID", description = "study[/variant][/seed], or the beginning of a trial's hash.")
    private String id = "";

    @Option(
            names = AS,
            paramLabel = "FORMAT",
            description =
                    "An exporter: csv, json-lines or parquet for tables, safetensors or npz for weights, or one of"
                            + " your own (recurve plugins lists all); may be given several times (default: csv).")
    private List<String> formats = new ArrayList<>();

    @Option(names = "--to", paramLabel = "DIR", description = "Where the files go (default: STUDY-export here).")
    private Optional<Path> to = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    private final List<Path> written = new ArrayList<>();

    @Override
    public Integer call() {
        int each = NumberOptions.positive("--threads", threads);
        PluginRegistry registry = options.registry();
        List<Spec<Exporter<?>>> exporters = exporters(registry);
        int code;
        List<String> damages;
        try (Store store = options.open();
                StopSignal signal = StopSignal.atOnce()) {
            StoreReader reader = store.reader();
            List<TrialView> trials = trials(reader);
            Path folder = to.orElseGet(
                    () -> Path.of(trials.isEmpty() ? id : trials.getFirst().study() + "-export"));
            // A trial whose first record is lost is known by its study's plan alone.
            damages = Stream.concat(
                            reader.damages(trials.stream().map(TrialView::id).collect(Collectors.toSet())).stream(),
                            reader.study(id).stream().flatMap(study -> reader.damages(study).stream()))
                    .distinct()
                    .toList();
            code = DamageReport.tell(damages, options);
            exporters.forEach(exporter -> tables(exporter, trials, reader, folder));
            List<Spec<Exporter<?>>> ofWeights = exporters.stream()
                    .filter(exporter -> exporter.plugin() instanceof Exporter.OfWeights<?>)
                    .toList();
            if (!ofWeights.isEmpty()) {
                code = Math.max(
                        code, weights(ofWeights, trials, learnt(registry, signal), reader, each, signal, folder));
            }
        }
        if (options.json()) {
            options.print(Map.of("files", written.stream().map(Path::toString).toList(), DamageReport.KEY, damages));
        } else {
            written.forEach(file -> options.line(file.toString()));
        }
        return code;
    }

    @SuppressWarnings("unchecked") // looked up as exporters
    private List<Spec<Exporter<?>>> exporters(PluginRegistry registry) {
        ProblemCollector collector = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
        List<Spec<Exporter<?>>> exporters = new ArrayList<>();
        for (String format : formats.isEmpty() ? List.of("csv") : formats) {
            binder.reference(PluginKind.EXPORTER, YamlReader.value(AS, format, collector), "")
                    .map(node -> (Spec<Exporter<?>>) node.value())
                    .ifPresent(exporter -> {
                        String ending = ending(exporter);
                        exporters.stream()
                                .filter(other -> writesTheSame(other, exporter))
                                .findFirst()
                                .ifPresent(other -> collector.add(
                                        SourcePosition.of(AS),
                                        "",
                                        exporter.id() + " and " + other.id()
                                                + " would write the same files, ending in ."
                                                + ending,
                                        "give one of them, and the other in a second command with another --to"));
                        exporters.add(exporter);
                    });
        }
        collector.raise();
        return exporters;
    }

    /** Returns the ending of its files, which becomes part of a file's name, and must not lead anywhere else. */
    private static String ending(Spec<Exporter<?>> exporter) {
        String ending = called(exporter, "ending", () -> exporter.plugin().ending());
        if (!ENDING.matcher(ending).matches()) {
            throw exporter.failure(
                            "ending",
                            "returned \"" + ending + "\", but a file ends in letters, digits, points and hyphens")
                    .at(AS);
        }
        return ending;
    }

    private static <T> T called(Spec<Exporter<?>> exporter, String method, Supplier<T> call) {
        try {
            return exporter.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at(AS);
        }
    }

    private static boolean writesTheSame(Spec<Exporter<?>> one, Spec<Exporter<?>> other) {
        return ending(one).equals(ending(other))
                && one.plugin() instanceof Exporter.OfWeights<?> == other.plugin() instanceof Exporter.OfWeights<?>;
    }

    private List<TrialView> trials(StoreReader reader) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study().trials();
            case LookupResult.FoundTrials found -> found.trials();
            case LookupResult.NothingFound nothingFound -> throw ShowCommand.unknown(id, nothingFound);
        };
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private void tables(Spec<Exporter<?>> exporter, List<TrialView> trials, StoreReader reader, Path folder) {
        if (exporter.plugin() instanceof Exporter.OfTables<?> tables) {
            Exporter.OfTables<Record> format = (Exporter.OfTables<Record>) tables;
            write(
                    folder.resolve("trials." + ending(exporter)),
                    out -> written(exporter, () -> format.write(exporter.config(), ExportTables.trials(trials), out)));
            write(
                    folder.resolve("epochs." + ending(exporter)),
                    out -> written(
                            exporter, () -> format.write(exporter.config(), ExportTables.epochs(trials, reader), out)));
        }
    }

    private LearntWeights learnt(PluginRegistry registry, StopSignal signal) {
        Injector injector = Guice.createInjector(new RunModule(options.folders(), registry, 1, signal, options::note));
        return new LearntWeights(StoredJobs.in(injector, registry), injector.getInstance(InstantSource.class));
    }

    private int weights(
            List<Spec<Exporter<?>>> exporters,
            List<TrialView> trials,
            LearntWeights learntWeights,
            StoreReader reader,
            int each,
            StopSignal signal,
            Path folder) {
        int code = ExitCode.OK;
        Set<String> names = new HashSet<>();
        for (TrialView trial : trials) {
            if (trial.status() != Status.FINISHED) {
                options.warn(DisplayRow.of(trial).title() + ": its weights are skipped, since it did not finish");
                continue;
            }
            LearntWeights.LearntResult result = learntWeights.of(trial, reader, each, signal);
            if (result.weights().isEmpty() || !result.digest().equals(trial.digest())) {
                options.warn(DisplayRow.of(trial).title()
                        + ": its weights are not written, since running it again came to " + result.digest()
                        + " and not to " + trial.digest() + "; recurve verify tells where they part");
                code = ExitCode.SOFTWARE;
                continue;
            }
            String name = name(trial, names);
            exporters.forEach(
                    exporter -> weights(exporter, copy(result.weights().get()), folder.resolve("weights"), name));
        }
        return code;
    }

    /** Returns what one exporter does to the numbers it is given, another does not see. */
    private static TrainedWeights copy(TrainedWeights weights) {
        List<Tensor> tensors = weights.tensors().stream()
                .map(tensor -> new Tensor(
                        tensor.name(), tensor.shape(), tensor.values().clone()))
                .toList();
        return new TrainedWeights(tensors, weights.about());
    }

    private static String name(TrialView trial, Set<String> taken) {
        String task = trial.task().isEmpty() ? "" : trial.task() + "-";
        String name = (trial.variant() + "-" + task + trial.seed()).replaceAll("[^A-Za-z0-9._@=-]", "_");
        if (name.length() <= LONGEST && taken.add(name)) {
            return name;
        }
        return name.substring(0, Math.min(name.length(), LONGEST)) + "-" + trial.shortId();
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private void weights(Spec<Exporter<?>> exporter, TrainedWeights weights, Path folder, String name) {
        Exporter.OfWeights<Record> format = (Exporter.OfWeights<Record>) exporter.plugin();
        write(
                folder.resolve(name + "." + ending(exporter)),
                out -> written(exporter, () -> format.write(exporter.config(), weights, out)));
    }

    /** What an exporter does, which may fail to write. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void written(Spec<Exporter<?>> exporter, Writing writing) throws IOException {
        try {
            exporter.call("write", () -> {
                try {
                    writing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return true;
            });
        } catch (PluginFailure failure) {
            if (failure.getCause() instanceof UncheckedIOException wrapped) {
                throw wrapped.getCause();
            }
            throw failure.at(AS);
        }
    }

    private void write(Path file, WholeFile.Content content) {
        try {
            WholeFile.write(file, content);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.of(
                                    "cannot write " + file + ": " + DiskFailure.reason(e),
                                    DiskFailure.isFull(e)
                                            ? "make room, or name another folder: --to DIR"
                                            : "name a folder you may write to: --to DIR")
                            .toString(),
                    e);
        }
        written.add(file);
    }
}
