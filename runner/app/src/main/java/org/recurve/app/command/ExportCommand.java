package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.plugin.Spec;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.export.ExportTables;
import org.recurve.app.export.ExporterChoice;
import org.recurve.app.onnx.OnnxExport;
import org.recurve.app.onnx.TrialOnnx;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.TrialMatches;
import org.recurve.app.query.WideTrials;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.StopSignal;
import org.recurve.app.verify.LearntWeights;
import org.recurve.app.verify.RetrainText;
import org.recurve.app.verify.StoredJobs;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.DamagedWeights;
import org.recurve.storage.weights.LearntModel;
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
            "Weights, and the models that onnx writes with them, are those that the store keeps. A trial of which it keeps none is run again with --retrain, and must"
                    + " come to its stored digest."
        })
final class ExportCommand implements Callable<Integer> {
    /** Limits the name of a file, to which an extension is added; file systems hold 255 bytes. */
    private static final int LONGEST = 180;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "study[/variant][/seed], or the beginning of a trial's hash.")
    private String id = "";

    @Option(
            names = "--all",
            description =
                    "Write the trials of all studies into one table: the columns of trials in recurve sql, one for each"
                            + " metric, and one for each setting by its path.")
    private boolean all;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "With --all, only the trials that this holds of, written as for recurve list --where.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = ExporterChoice.AS,
            paramLabel = "FORMAT",
            description =
                    "csv, json-lines or parquet for tables, safetensors or npz for weights, onnx for whole models, or an"
                            + " exporter of your own (recurve plugins lists those); may be given several times (default:"
                            + " csv).")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where the files go (default: STUDY-export here; recurve-export with --all).")
    private Optional<Path> to = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    @Option(
            names = "--retrain",
            description =
                    "Run trials again whose weights are needed and not kept: as long as training took, or from the"
                            + " last checkpoint that is kept.")
    private boolean retrain;

    private final List<Path> written = new ArrayList<>();

    @Override
    public Integer call() {
        int each = NumberOptions.positive("--threads", threads);
        PluginRegistry registry = options.registry();
        List<String> others = formats.stream()
                .filter(format -> !format.equals(TrialOnnx.FORMAT))
                .toList();
        boolean onnx = others.size() < formats.size();
        List<Spec<Exporter<?>>> exporters = ExporterChoice.all(registry, formats.isEmpty() ? List.of("csv") : others);
        if (all == !id.isEmpty() || where.isPresent() && !all) {
            throw new UserError(Problem.of(
                    "name a study or trials to export, or say --all, not both; --where goes with --all",
                    "such as: recurve export --all --where \"test.accuracy > 0.9\" --as parquet"));
        }
        if (all && onnx) {
            throw new UserError(Problem.of(
                    "onnx writes models, and --all exports a table",
                    "use csv, json-lines or parquet, or name one study"));
        }
        if (all) {
            return exportAll(exporters);
        }
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
            if (!ofWeights.isEmpty() || onnx) {
                Injector injector =
                        Guice.createInjector(new RunModule(options.folders(), registry, 1, signal, options::note));
                LearntWeights learnt =
                        new LearntWeights(StoredJobs.in(injector, registry), injector.getInstance(InstantSource.class));
                Optional<TrialOnnx> models = onnx
                        ? Optional.of(new TrialOnnx(registry, injector.getInstance(RunPlatform.class)))
                        : Optional.empty();
                code = Math.max(code, weights(ofWeights, models, trials, learnt, reader, each, signal, folder));
            }
        }
        return tell(damages, code);
    }

    private int exportAll(List<Spec<Exporter<?>>> exporters) {
        exporters.stream()
                .filter(exporter -> !(exporter.plugin() instanceof Exporter.OfTables<?>))
                .findFirst()
                .ifPresent(exporter -> {
                    throw new UserError(Problem.of(
                            exporter.id() + " writes weights, and --all exports a table",
                            "use csv, json-lines or parquet, or name one study"));
                });
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            Table table = WideTrials.of(
                    where.map(condition -> TrialMatches.of(condition, reader).trials())
                            .orElseGet(reader::results),
                    reader);
            Path folder = to.orElse(Path.of("recurve-export"));
            exporters.forEach(exporter -> write(
                    folder.resolve("trials." + ExporterChoice.ending(exporter)),
                    out -> ExporterChoice.write(exporter, table, out)));
            return tell(reader.damages(), DamageReport.tell(reader.damages(), options));
        }
    }

    private int tell(List<String> damages, int code) {
        if (options.json()) {
            options.print(Map.of("files", written.stream().map(Path::toString).toList(), DamageReport.KEY, damages));
        } else {
            written.forEach(file -> options.line(file.toString()));
        }
        return code;
    }

    private List<TrialView> trials(StoreReader reader) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study().trials();
            case LookupResult.FoundTrials found -> found.trials();
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        };
    }

    private void tables(Spec<Exporter<?>> exporter, List<TrialView> trials, StoreReader reader, Path folder) {
        if (exporter.plugin() instanceof Exporter.OfTables<?>) {
            String ending = "." + ExporterChoice.ending(exporter);
            write(
                    folder.resolve("trials" + ending),
                    out -> ExporterChoice.write(exporter, ExportTables.trials(trials), out));
            write(
                    folder.resolve("epochs" + ending),
                    out -> ExporterChoice.write(exporter, ExportTables.epochs(trials, reader), out));
        }
    }

    private int weights(
            List<Spec<Exporter<?>>> exporters,
            Optional<TrialOnnx> models,
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
            Optional<LearntModel> model = kept(trial, reader);
            if (model.isEmpty() && !retrain) {
                options.warn(RetrainText.needed(trial));
                code = Math.max(code, ExitCode.USAGE);
                continue;
            }
            if (model.isEmpty()) {
                LearntWeights.LearntResult result = learntWeights.of(trial, reader, each, signal);
                model = result.model().filter(_ -> result.digest().equals(trial.digest()));
                if (model.isEmpty()) {
                    options.warn(DisplayRow.of(trial).title()
                            + ": its weights are not written, since running it again came to " + result.digest()
                            + " and not to " + trial.digest() + "; recurve verify tells where they part");
                    code = ExitCode.SOFTWARE;
                    continue;
                }
            }
            String name = name(trial, names);
            LearntModel found = model.get();
            TrainedWeights learnt = LearntWeights.exported(trial, found);
            exporters.forEach(exporter -> weights(exporter, copy(learnt), folder.resolve("weights"), name));
            if (models.isPresent() && !onnx(models.get(), trial, found, folder, name)) {
                code = Math.max(code, ExitCode.USAGE);
            }
        }
        return code;
    }

    /** Returns whether a model could be written; what cannot does not keep others from it. */
    private boolean onnx(TrialOnnx models, TrialView trial, LearntModel learnt, Path folder, String name) {
        byte[] content;
        try {
            content = models.of(trial, learnt);
        } catch (UserError refused) {
            options.warn(String.valueOf(refused.getMessage()));
            return false;
        }
        String file = name + "." + TrialOnnx.FORMAT;
        write(folder.resolve("models").resolve(file), out -> out.write(content));
        learnt.form()
                .flatMap(OnnxExport::preparation)
                .ifPresent(prepared -> options.note(file + " does not prepare its input: give it " + prepared));
        return true;
    }

    /** Weights that are damaged are as good as none: what is told says why. */
    private Optional<LearntModel> kept(TrialView trial, StoreReader reader) {
        try {
            return reader.learnt(trial);
        } catch (DamagedWeights damaged) {
            options.warn(String.valueOf(damaged.getMessage()));
            return Optional.empty();
        }
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
                folder.resolve(name + "." + ExporterChoice.ending(exporter)),
                out -> ExporterChoice.written(exporter, () -> format.write(exporter.config(), weights, out)));
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
