package org.recurve.app.predict;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.measure.MetricName;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.display.TextTable;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunModule;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.answer.TrainedModel;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve evaluate ID}: measures a trained model. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measure what a finished trial learnt, on the data it learnt from or on other data.",
            "On the same data this gives the digits of the report."
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(paramLabel = "ID", description = "study/variant[/task]/seed, or the beginning of a trial's hash.")
    private String id = "";

    @Option(
            names = "--data-set",
            paramLabel = "DATA",
            description = "Other data, as the section data of a file has it: '{csv: {file: new.csv, target: y}}'.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "train, validation or test; may be given several times (default: validation and test).")
    private List<String> splits = new ArrayList<>();

    @Option(
            names = "--measure",
            paramLabel = "METRIC",
            description =
                    "Any metric, with or without its split: accuracy, test.f1, '{top: {k: 5}}'; may be given several"
                            + " times (default: those of the study).")
    private List<String> measures = new ArrayList<>();

    @Option(names = "--retrain", description = "Train the trial again first if its weights are not kept.")
    private boolean retrain;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads (default: 1).")
    private int threads;

    @Mixin
    private final WeightFileOptions weights = new WeightFileOptions();

    @Override
    public Integer call() {
        int each = NumberOptions.positive("--threads", threads);
        splits.stream()
                .filter(split -> !Data.SPLITS.contains(split))
                .findFirst()
                .ifPresent(split -> {
                    throw new UserError(Problem.of(
                            "there is no split \"" + split + "\"", "splits: " + String.join(", ", Data.SPLITS)));
                });
        PluginRegistry registry = options.registry();
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            TrialView trial = AskedTrial.find(id, reader);
            List<String> asked = measures.stream()
                    .flatMap(text -> MeasureText.qualified(text, splits).stream())
                    .toList();
            Experiment experiment = StoredTrial.evaluated(trial, data, asked, registry);
            TrialSpec spec = experiment.plan(each).trials().getFirst();
            AskedTrial kept = AskedTrial.load(trial, reader, retrain, each, options, registry);
            Injector injector =
                    Guice.createInjector(new RunModule(options.folders(), registry, 1, () -> false, options::note));
            TrialSpec trained =
                    StoredTrial.read(trial, registry).plan(1).trials().getFirst();
            kept.refuseOtherCode(trained, injector.getInstance(RunPlatform.class));
            AskedTrial model = weights.applied(kept, trained, options);
            injector.getInstance(RequiredData.class).fetch(experiment);
            DataPool pool = injector.getInstance(DataPool.class);
            TrainingData all = TrainingData.of(spec, pool);
            Data opened = all.own();
            boolean same = all.digest().equals(trial.provenance().dataDigest());
            if (!same && data.isEmpty()) {
                options.warn("the data is not what it was when this was trained: its digest is " + all.digest()
                        + " and was " + trial.provenance().dataDigest());
            }
            List<String> notes = new ArrayList<>();
            Data read = same
                    ? opened
                    : RenumberedData.of(
                            reread(pool, spec, opened, model.learnt().form()),
                            model.learnt().fields(),
                            model.learnt().form(),
                            notes);
            notes.forEach(options::note);
            return answer(trial, opened, same, measured(spec, read, model));
        }
    }

    /** Reads other data by what was fitted to those that the model learnt from. */
    private static Data reread(DataPool pool, TrialSpec spec, Data opened, Optional<InputForm> learnt) {
        boolean fitted = Stream.of(opened.form(), learnt)
                .flatMap(Optional::stream)
                .anyMatch(form -> form.scaling().isPresent()
                        || form instanceof InputForm.Columns
                        || form instanceof InputForm.Table);
        return fitted ? pool.open(spec.data(), learnt) : opened;
    }

    private Map<String, Double> measured(TrialSpec spec, Data read, AskedTrial model) {
        List<String> chosen = chosen(spec, read);
        List<MeasureSpec> specs = measures.isEmpty() ? onEach(spec.measures(), chosen) : spec.measures();
        Map<String, Double> measured = new LinkedHashMap<>();
        demandDimensions(read, model.learnt().fields());
        try (TrainedModel trained = trained(read, spec, model)) {
            trained.check(specs);
            chosen.forEach(split -> measured.putAll(trained.measure(specs, split)));
        }
        return measured;
    }

    /** Refuses inputs of another kind, such as rows of a table where a model reads images. */
    private static void demandDimensions(Data read, List<Field> learnt) {
        Shape own = read.field(Field.INPUT).shape();
        Optional<Shape> input = shape(learnt).filter(shape -> shape.rank() != own.rank());
        input.ifPresent(shape -> {
            throw new UserError(Problem.of(
                    "the model reads inputs of " + shape + ", and those of these examples are of " + own,
                    "give data of the kind that it learnt from"));
        });
    }

    private static Optional<Shape> shape(List<Field> learnt) {
        return learnt.stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .findFirst()
                .map(Field::shape);
    }

    private static TrainedModel trained(Data read, TrialSpec spec, AskedTrial model) {
        try {
            return TrainedModel.on(read, spec, LearntTensors.state(model.learnt(), read));
        } catch (InvalidSetting misfit) {
            Shape own = read.field(Field.INPUT).shape();
            Shape learnt = shape(model.learnt().fields())
                    .filter(shape -> !shape.equals(own))
                    .orElseThrow(() -> misfit);
            throw new UserError(
                    Problem.of(
                            "inputs of these examples are of " + own + ", the model learnt from " + learnt
                                    + ", and its layers cannot read others: " + misfit.getMessage(),
                            "bring them to that shape: size and colour of images, columns of a table, features of"
                                    + " arrays"),
                    misfit);
        }
    }

    /** Returns the splits that are read, in their usual order. */
    private List<String> chosen(TrialSpec spec, Data read) {
        Set<String> named = new TreeSet<>(splits);
        if (!measures.isEmpty()) {
            spec.measures().forEach(measure -> named.add(measure.split()));
        }
        named.stream()
                .filter(split -> !read.splits().containsKey(split))
                .findFirst()
                .ifPresent(missing -> {
                    throw new UserError(Problem.of(
                            "the data has no split \"" + missing + "\"",
                            "it has: "
                                    + String.join(
                                            ", ", new TreeSet<>(read.splits().keySet())),
                            "measure one of these with --split, or divide the data with its settings validation and"
                                    + " test"));
                });
        List<String> chosen = Data.SPLITS.stream()
                .filter(read.splits()::containsKey)
                .filter(split -> named.isEmpty() ? !split.equals(Data.TRAIN) : named.contains(split))
                .toList();
        return chosen.isEmpty() ? List.of(Data.TRAIN) : chosen;
    }

    /** Returns each of the study's metrics on each of these splits. */
    private static List<MeasureSpec> onEach(List<MeasureSpec> measures, List<String> splits) {
        Map<String, MeasureSpec> all = new LinkedHashMap<>();
        for (String split : splits) {
            for (MeasureSpec measure : measures) {
                measure.metric().ifPresent(_ -> {
                    MeasureSpec on = new MeasureSpec(split, measure.name(), measure.metric());
                    all.putIfAbsent(on.qualified(), on);
                });
            }
        }
        return List.copyOf(all.values());
    }

    private int answer(TrialView trial, Data opened, boolean same, Map<String, Double> measured) {
        List<String> differing = same && !weights.isGiven()
                ? measured.keySet().stream()
                        .filter(name -> reported(trial, name)
                                .filter(then -> Double.doubleToLongBits(then)
                                        != Double.doubleToLongBits(measured.getOrDefault(name, Double.NaN)))
                                .isPresent())
                        .toList()
                : List.of();
        if (options.json()) {
            Map<String, Object> plain = new TreeMap<>();
            plain.put("trial", trial.id());
            plain.put("data", opened.digest());
            plain.put("same-data", same);
            plain.put("metrics", measured);
            plain.put("differing", differing);
            options.print(plain);
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of(AskedTrial.title(trial), "here", "in the report"));
            measured.forEach((name, value) -> rows.add(List.of(
                    name,
                    value.toString(),
                    same ? reported(trial, name).map(String::valueOf).orElse("") : "")));
            options.out().println(TextTable.of(rows));
        }
        if (!differing.isEmpty()) {
            options.warn("these are not the digits of the report: " + String.join(", ", differing)
                    + "; recurve verify tells where training parts");
        }
        return differing.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The loss of the training split is that of the steps in a report, and not that of a pass. */
    private static Optional<Double> reported(TrialView trial, String name) {
        return MetricName.parse(name).isOf(Data.TRAIN) && MetricName.parse(name).isLoss()
                ? Optional.empty()
                : Optional.ofNullable(trial.metrics().get(name));
    }
}
