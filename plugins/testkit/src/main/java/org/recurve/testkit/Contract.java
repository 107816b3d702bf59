package org.recurve.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.event.Listener;
import org.recurve.api.export.Exporter;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Spec;
import org.recurve.api.report.ReportSection;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Search;

/**
 * Describes what a plugin promises, as tests: one factory for each service interface.
 *
 * <p>Every provider must be named, documented, stateless, listed for ServiceLoader, and free of arithmetic whose bits
 * differ between machines. Whatever computes on values must have derivatives that agree with finite differences and
 * with each other (in double), and give each example the same bits in any batch, at any place, on any number of
 * threads.
 *
 * @param subject the provider's class
 * @param model the provider as a model of its own, under a convex loss; empty if it is part of none
 * @param numbers what it computes of fixed examples, the same on every machine; empty if it computes none
 */
public record Contract(
        String subject,
        List<ContractCheck> checks,
        Optional<Supplier<ContractModel>> model,
        Optional<Supplier<double[]>> numbers) {
    public Contract {
        checks = List.copyOf(checks);
    }

    private Contract(String subject, List<ContractCheck> checks) {
        this(subject, checks, Optional.empty(), Optional.empty());
    }

    private Contract of(ModelRules rules) {
        return new Contract(subject, checks, Optional.of(rules::model), Optional.of(rules::numbers));
    }

    private Contract computing(Supplier<double[]> given) {
        return new Contract(subject, checks, model, Optional.of(given));
    }

    /** Returns the demands as JUnit tests, for a {@code @TestFactory}. */
    public Stream<DynamicTest> tests() {
        return checks.stream().map(check -> DynamicTest.dynamicTest(subject + " " + check.demand(), check.test()));
    }

    /** Returns each demand with what is wrong; empty if it is met. */
    public SequencedMap<String, Optional<Throwable>> outcomes() {
        SequencedMap<String, Optional<Throwable>> outcomes = new LinkedHashMap<>();
        for (ContractCheck check : checks) {
            outcomes.put(check.demand(), check.failure());
        }
        return outcomes;
    }

    /** All demands at once; fails with everything that is not met. */
    public void check() {
        Assertions.assertAll(subject, checks.stream().map(ContractCheck::test));
    }

    /** @param input the shape of one example */
    public static <C extends Record> Contract layer(Layer<C> layer, C config, int... input) {
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(input)), new Field(Field.TARGET, Shape.SCALAR));
        return layer(layer, config, fields);
    }

    /** @param fields what the examples hold, {@code input} first, for a layer that looks at more than its input */
    public static <C extends Record> Contract layer(Layer<C> layer, C config, List<Field> fields) {
        Spec<Layer<?>> spec = new Spec<>(layer, config);
        ModelRules rules = new ModelRules(spec, fields);
        Contract contract = layer instanceof Activation<C> activation
                ? join(
                        spec,
                        Activation.class,
                        both(rules.checks(), new ActivationRules(new Spec<>(activation, config)).checks()))
                : join(spec, Layer.class, rules.checks());
        return contract.of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract layer(Layer<C> layer, String settings, int... input) {
        return layer(layer, SettingsText.<C>of(layer, Layer.class, settings), input);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract layer(Layer<C> layer, String settings, List<Field> fields) {
        return layer(layer, SettingsText.<C>of(layer, Layer.class, settings), fields);
    }

    /**
     * Returns a layer in which the examples of a batch meet in training: there its bits may depend on the batch, and nowhere else.
     *
     * @param input the shape of one example
     */
    public static <C extends Record> Contract batchLayer(Layer<C> layer, C config, int... input) {
        Spec<Layer<?>> spec = new Spec<>(layer, config);
        ModelRules rules = new ModelRules(spec, Shape.of(input));
        return join(spec, Layer.class, rules.checksOfBatches()).of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract batchLayer(Layer<C> layer, String settings, int... input) {
        return batchLayer(layer, SettingsText.<C>of(layer, Layer.class, settings), input);
    }

    /** @param input the shape of one step's input */
    public static <C extends Record, S extends Record> Contract cell(Cell<C, S> cell, C config, int... input) {
        Spec<Cell<?, ?>> spec = new Spec<>(cell, config);
        Spec<Layer<?>> unrolled = new Spec<>(new UnrolledCell(), new UnrolledCell.Config(spec));
        ModelRules rules = new ModelRules(unrolled, Shape.of(5).with(Shape.of(input)));
        return join(spec, Cell.class, rules.checks()).of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record, S extends Record> Contract cell(Cell<C, S> cell, String settings, int... input) {
        return cell(cell, SettingsText.<C>of(cell, Cell.class, settings), input);
    }

    public static <C extends Record> Contract pooling(Pooling<C> pooling, C config) {
        Spec<Pooling<?>> spec = new Spec<>(pooling, config);
        Spec<Layer<?>> windowed = new Spec<>(new WindowedPooling(), new WindowedPooling.Config(spec));
        ModelRules rules = new ModelRules(windowed, Shape.of(3, 5, 4));
        return join(spec, Pooling.class, both(rules.checks(), new PoolingRules(spec).checks()))
                .of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract pooling(Pooling<C> pooling, String settings) {
        return pooling(pooling, SettingsText.<C>of(pooling, Pooling.class, settings));
    }

    /**
     * @param output the shape of the model's output for one example
     * @param target what the examples hold as target
     */
    public static <C extends Record> Contract loss(Loss<C> loss, C config, Shape output, Field target) {
        Spec<Loss<?>> spec = new Spec<>(loss, config);
        LossRules rules = new LossRules(spec, output, target);
        return join(spec, Loss.class, rules.checks()).of(rules.model());
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract loss(Loss<C> loss, String settings, Shape output, Field target) {
        return loss(loss, SettingsText.<C>of(loss, Loss.class, settings), output, target);
    }

    public static <C extends Record> Contract regularizer(Regularizer<C> regularizer, C config) {
        Spec<Regularizer<?>> spec = new Spec<>(regularizer, config);
        Spec<Layer<?>> penalized = new Spec<>(new PenaltyLayer(), new PenaltyLayer.Config(spec));
        ModelRules rules = new ModelRules(penalized, Shape.of(3, 4));
        return join(spec, Regularizer.class, rules.checks()).of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract regularizer(Regularizer<C> regularizer, String settings) {
        return regularizer(regularizer, SettingsText.<C>of(regularizer, Regularizer.class, settings));
    }

    public static <C extends Record> Contract sharing(Sharing<C> sharing, C config) {
        Spec<Sharing<?>> spec = new Spec<>(sharing, config);
        Spec<Layer<?>> convolved = new Spec<>(new ConvolvedSharing(), new ConvolvedSharing.Config(spec));
        ModelRules rules = new ModelRules(convolved, Shape.of(2, 6, 5));
        return join(spec, Sharing.class, both(rules.checks(), SharingRules.checks(sharing, config)))
                .of(rules);
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract sharing(Sharing<C> sharing, String settings) {
        return sharing(sharing, SettingsText.<C>of(sharing, Sharing.class, settings));
    }

    public static <C extends Record> Contract connectivity(Connectivity<C> connectivity, C config) {
        return connectivity(connectivity, config, new Channels(6, 16));
    }

    /** @param channels numbers of channels and filters that the connectivity fits */
    public static <C extends Record> Contract connectivity(Connectivity<C> connectivity, C config, Channels channels) {
        Spec<Connectivity<?>> spec = new Spec<>(connectivity, config);
        return join(spec, Connectivity.class, SharingRules.checks(connectivity, config, channels));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract connectivity(Connectivity<C> connectivity, String settings) {
        return connectivity(connectivity, SettingsText.<C>of(connectivity, Connectivity.class, settings));
    }

    public static <C extends Record> Contract initializer(Initializer<C> initializer, C config) {
        return join(new Spec<>(initializer, config), Initializer.class, InitializerRules.checks(initializer, config))
                .computing(() -> InitializerRules.numbers(initializer, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract initializer(Initializer<C> initializer, String settings) {
        return initializer(initializer, SettingsText.<C>of(initializer, Initializer.class, settings));
    }

    public static <C extends Record, S extends Record> Contract optimizer(Optimizer<C, S> optimizer, C config) {
        return join(new Spec<>(optimizer, config), Optimizer.class, OptimizerRules.checks(optimizer, config))
                .computing(() -> OptimizerRules.numbers(optimizer, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record, S extends Record> Contract optimizer(Optimizer<C, S> optimizer, String settings) {
        return optimizer(optimizer, SettingsText.<C>of(optimizer, Optimizer.class, settings));
    }

    public static <C extends Record> Contract schedule(Schedule<C> schedule, C config) {
        return join(new Spec<>(schedule, config), Schedule.class, ScheduleRules.checks(schedule, config))
                .computing(() -> ScheduleRules.numbers(schedule, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract schedule(Schedule<C> schedule, String settings) {
        return schedule(schedule, SettingsText.<C>of(schedule, Schedule.class, settings));
    }

    public static <C extends Record> Contract clipper(Clipper<C> clipper, C config) {
        return join(new Spec<>(clipper, config), Clipper.class, ClipperRules.checks(clipper, config))
                .computing(() -> ClipperRules.numbers(clipper, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract clipper(Clipper<C> clipper, String settings) {
        return clipper(clipper, SettingsText.<C>of(clipper, Clipper.class, settings));
    }

    public static <C extends Record> Contract constraint(Constraint<C> constraint, C config) {
        return join(new Spec<>(constraint, config), Constraint.class, ConstraintRules.checks(constraint, config))
                .computing(() -> ConstraintRules.numbers(constraint, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract constraint(Constraint<C> constraint, String settings) {
        return constraint(constraint, SettingsText.<C>of(constraint, Constraint.class, settings));
    }

    /** @param samples some examples, such as the metric would be given; at least one */
    public static <C extends Record> Contract metric(Metric<C> metric, C config, Sample... samples) {
        return join(new Spec<>(metric, config), Metric.class, MetricRules.checks(metric, config, List.of(samples)));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract metric(Metric<C> metric, String settings, Sample... samples) {
        return metric(metric, SettingsText.<C>of(metric, Metric.class, settings), samples);
    }

    /** @param files where the data set's files lie; generated data asks for none */
    public static <C extends Record> Contract dataset(Dataset<C> dataset, C config, Files files) {
        return join(new Spec<>(dataset, config), Dataset.class, DatasetRules.checks(dataset, config, files));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract dataset(Dataset<C> dataset, String settings, Files files) {
        return dataset(dataset, SettingsText.<C>of(dataset, Dataset.class, settings), files);
    }

    /** @param fields what examples hold, such as it can change: {@code input} and what else there is */
    public static <C extends Record> Contract augmentation(Augmentation<C> augmentation, C config, Field... fields) {
        List<Field> all = List.of(fields);
        return join(
                        new Spec<>(augmentation, config),
                        Augmentation.class,
                        AugmentationRules.checks(augmentation, config, all))
                .computing(() -> AugmentationRules.numbers(augmentation, config, all));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract augmentation(
            Augmentation<C> augmentation, String settings, Field... fields) {
        return augmentation(augmentation, SettingsText.<C>of(augmentation, Augmentation.class, settings), fields);
    }

    /** @param texts some that it can cut, each into one piece or more */
    public static <C extends Record> Contract tokenizer(Tokenizer<C> tokenizer, C config, String... texts) {
        return join(
                new Spec<>(tokenizer, config),
                Tokenizer.class,
                TokenizerRules.checks(tokenizer, config, List.of(texts)));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract tokenizer(Tokenizer<C> tokenizer, String settings, String... texts) {
        return tokenizer(tokenizer, SettingsText.<C>of(tokenizer, Tokenizer.class, settings), texts);
    }

    public static <C extends Record> Contract listener(Listener<C> listener, C config) {
        return join(new Spec<>(listener, config), Listener.class, ListenerRules.checks(listener, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract listener(Listener<C> listener, String settings) {
        return listener(listener, SettingsText.<C>of(listener, Listener.class, settings));
    }

    /** @param axes that it can search: of a choice, or of a continuum */
    public static <C extends Record> Contract search(Search<C> search, C config, Axis... axes) {
        return join(new Spec<>(search, config), Search.class, SearchRules.checks(search, config, List.of(axes)));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract search(Search<C> search, String settings, Axis... axes) {
        return search(search, SettingsText.<C>of(search, Search.class, settings), axes);
    }

    public static <C extends Record> Contract exporter(Exporter<C> exporter, C config) {
        return join(new Spec<>(exporter, config), Exporter.class, ExporterRules.checks(exporter, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract exporter(Exporter<C> exporter, String settings) {
        return exporter(exporter, SettingsText.<C>of(exporter, Exporter.class, settings));
    }

    public static <C extends Record> Contract section(ReportSection<C> section, C config) {
        return join(new Spec<>(section, config), ReportSection.class, SectionRules.checks(section, config));
    }

    /** Returns the same, with settings as a file gives them: {@code {units: 3}}, or {@code 3} for the main one. */
    public static <C extends Record> Contract section(ReportSection<C> section, String settings) {
        return section(section, SettingsText.<C>of(section, ReportSection.class, settings));
    }

    private static Contract join(Spec<?> spec, Class<?> service, List<ContractCheck> particular) {
        List<ContractCheck> general = ProviderRules.checks(spec.plugin(), spec.config(), service);
        return new Contract(spec.plugin().getClass().getSimpleName(), both(general, particular));
    }

    private static List<ContractCheck> both(List<ContractCheck> some, List<ContractCheck> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
