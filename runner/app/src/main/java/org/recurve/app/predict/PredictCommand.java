package org.recurve.app.predict;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.display.TextTable;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.export.ExporterChoice;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RunModule;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.answer.TrainedModel;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve predict ID INPUT…}: asks a trained model. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Ask what a finished trial learnt about images (PNG, JPEG, TIFF, WebP), rows of a CSV file, npy arrays, or lines of text.",
            "Sizes, vocabulary, columns and scaling are those of the examples that it learnt from."
        })
public final class PredictCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "study/variant[/task]/seed, or the beginning of a trial's hash.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "INPUT",
            description = "Files; - or none: standard input, a table or a line an example.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = ExporterChoice.AS,
            paramLabel = "FORMAT",
            description =
                    "csv, json-lines, or another exporter of tables, with every digit (default: a table to read).")
    private Optional<String> format = Optional.empty();

    @Option(names = "--retrain", description = "Train the trial again first if its weights are not kept.")
    private boolean retrain;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads (default: 1).")
    private int threads;

    @Option(
            names = "--masks",
            paramLabel = "FOLDER",
            description = {
                "Write the class of each pixel, where a model gives one, into FOLDER: a PNG of grey values for each input.",
                "Values are those that classes are named by, or their numbers from 0 on, which FOLDER/classes.csv lists."
            })
    private Optional<Path> masks = Optional.empty();

    @Mixin
    private final WeightFileOptions weights = new WeightFileOptions();

    @Override
    public Integer call() {
        int each = NumberOptions.positive("--threads", threads);
        PluginRegistry registry = options.registry();
        Optional<Spec<Exporter<?>>> exporter =
                (options.json() ? Optional.of("json-lines") : format).map(text -> ExporterChoice.one(registry, text));
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            TrialView trial = AskedTrial.find(id, reader);
            AskedTrial kept = AskedTrial.load(trial, reader, retrain, each, options, registry);
            TrialSpec spec =
                    StoredTrial.read(trial, registry).plan(each).trials().getFirst();
            Injector injector =
                    Guice.createInjector(new RunModule(options.folders(), registry, 1, () -> false, options::note));
            kept.refuseOtherCode(spec, injector.getInstance(RunPlatform.class));
            AskedTrial model = weights.applied(kept, spec, options);
            AnswerTable answers = answers(spec, model, registry);
            if (exporter.isPresent()) {
                options.out().print(written(exporter.get(), answers.table()));
                options.out().flush();
            } else {
                options.out().println(TextTable.of(answers.cells()));
            }
            return ExitCode.OK;
        }
    }

    private AnswerTable answers(TrialSpec spec, AskedTrial model, PluginRegistry registry) {
        List<Field> fields = model.learnt().fields();
        if (fields.isEmpty()) {
            throw new UserError(Problem.of("these weights do not say what the model reads", "train the trial again"));
        }
        InputReader reader = new InputReader(registry, spec.data(), model.learnt(), StandardStreams.in());
        List<AskedInput> asked = (inputs.isEmpty() ? List.of(InputReader.STANDARD) : inputs)
                .stream().flatMap(input -> reader.read(input).stream()).toList();
        Data data = AskedData.of(fields, asked);
        boolean target = spec.last().target().equals(Field.TARGET);
        AnswerTable answers =
                new AnswerTable(Loss.meaning(spec.last().loss()), target ? named(data.field(Field.TARGET)) : List.of());
        try (TrainedModel trained = trained(fields, asked, data, spec, model)) {
            List<Sample> samples = trained.answers(Data.TEST);
            for (int i = 0; i < samples.size(); i++) {
                answers.add(asked.get(i), samples.get(i));
                if (masks.isPresent()) {
                    folder(masks.get(), data, registry).write(asked.get(i), samples.get(i));
                }
            }
        }
        return answers;
    }

    private static TrainedModel trained(
            List<Field> learnt, List<AskedInput> asked, Data data, TrialSpec spec, AskedTrial model) {
        try {
            return TrainedModel.asked(data, spec, LearntTensors.state(model.learnt(), data));
        } catch (InvalidSetting misfit) {
            Shape own = AskedData.input(learnt);
            AskedInput other = asked.stream()
                    .filter(input -> !input.shape().equals(own))
                    .filter(input -> asked.size() == 1 || !isRead(input, learnt, spec, model))
                    .findFirst()
                    .orElseThrow(() -> misfit);
            throw new UserError(
                    Problem.of(
                            other.name() + " is of " + other.shape()
                                    + " (channels, height, width), the model learnt from " + own
                                    + ", and its layers cannot read another size: " + misfit.getMessage(),
                            "scale it to that size, or train a model whose dense layers follow a global or adaptive"
                                    + " pooling"),
                    misfit);
        }
    }

    private static boolean isRead(AskedInput input, List<Field> learnt, TrialSpec spec, AskedTrial model) {
        try {
            trained(learnt, List.of(input), AskedData.of(learnt, List.of(input)), spec, model)
                    .close();
            return true;
        } catch (UserError | InvalidSetting misfit) {
            return false;
        }
    }

    private static MaskFolder folder(Path masks, Data data, PluginRegistry registry) {
        return new MaskFolder(
                masks, named(data.field(Field.TARGET)), table -> written(ExporterChoice.one(registry, "csv"), table));
    }

    /** Returns the names of the answers: of classes, or of labels of which several may hold. */
    private static List<String> named(Field target) {
        return target.labels().isEmpty() ? target.classes() : target.labels();
    }

    private static String written(Spec<Exporter<?>> exporter, Table table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ExporterChoice.write(exporter, table, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
