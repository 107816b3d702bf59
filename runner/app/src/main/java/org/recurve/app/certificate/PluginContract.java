package org.recurve.app.certificate;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.event.Listener;
import org.recurve.api.export.Exporter;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Cell;
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
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.report.ReportSection;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Search;
import org.recurve.app.plugins.PluginKind;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Makes the testkit's contract of a plugin whose kind is known at run time alone. */
final class PluginContract {
    /** Inputs that a layer may take: numbers, a sequence, an image, and more in a row. */
    private static final List<Shape> INPUTS =
            List.of(Shape.of(7), Shape.of(5, 4), Shape.of(2, 6, 6), Shape.of(3, 12, 12), Shape.SCALAR);

    private static final Shape OUTPUT = Shape.of(3);
    private static final Sample SAMPLE = new Sample(new float[] {0, 2, 1}, OUTPUT, new float[] {2}, -1);

    private static final String[] TEXTS = {"Call me Ishmael.", "Some years ago - never mind how long", "42"};

    private PluginContract() {}

    /**
     * Returns the contract.
     *
     * @throws InvalidSetting if nothing was found that the plugin can be tried on
     */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static Contract of(PluginKind kind, Spec<?> spec) {
        Record config = spec.config();
        return switch (kind) {
            case LAYER, ACTIVATION -> layer((Layer<Record>) spec.plugin(), config);
            case CELL -> Contract.cell((Cell<Record, ?>) spec.plugin(), config, 3);
            case POOLING -> Contract.pooling((Pooling<Record>) spec.plugin(), config);
            case SHARING -> Contract.sharing((Sharing<Record>) spec.plugin(), config);
            case CONNECTIVITY -> Contract.connectivity((Connectivity<Record>) spec.plugin(), config);
            case INITIALIZER -> Contract.initializer((Initializer<Record>) spec.plugin(), config);
            case REGULARIZER -> Contract.regularizer((Regularizer<Record>) spec.plugin(), config);
            case LOSS -> loss((Loss<Record>) spec.plugin(), config);
            case OPTIMIZER -> Contract.optimizer((Optimizer<Record, ?>) spec.plugin(), config);
            case SCHEDULE -> Contract.schedule((Schedule<Record>) spec.plugin(), config);
            case CLIPPER -> Contract.clipper((Clipper<Record>) spec.plugin(), config);
            case CONSTRAINT -> Contract.constraint((Constraint<Record>) spec.plugin(), config);
            case METRIC -> Contract.metric((Metric<Record>) spec.plugin(), config, SAMPLE);
            case DATASET ->
                Contract.dataset((Dataset<Record>) spec.plugin(), config, source -> {
                    throw new InvalidSetting("a certificate is given without files: " + source);
                });
            case AUGMENTATION -> augmentation((Augmentation<Record>) spec.plugin(), config);
            case TOKENIZER -> Contract.tokenizer((Tokenizer<Record>) spec.plugin(), config, TEXTS);
            case SEARCH -> Contract.search((Search<Record>) spec.plugin(), config, new Axis("x", 0), new Axis("y", 3));
            case LISTENER -> Contract.listener((Listener<Record>) spec.plugin(), config);
            case EXPORTER -> Contract.exporter((Exporter<Record>) spec.plugin(), config);
            case SECTION -> Contract.section((ReportSection<Record>) spec.plugin(), config);
        };
    }

    private static Contract layer(Layer<Record> layer, Record config) {
        RuntimeException last = new InvalidSetting("it fits no input");
        for (Shape input : INPUTS) {
            try {
                Forward.of(layer, config, input).program();
                return Contract.layer(
                        layer, config, List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, Shape.SCALAR)));
            } catch (RuntimeException misfit) { // another shape may fit
                last = misfit;
            }
        }
        throw new InvalidSetting("it takes none of the inputs " + INPUTS + ": " + last.getMessage());
    }

    private static Contract augmentation(Augmentation<Record> augmentation, Record config) {
        RuntimeException last = new InvalidSetting("it fits no input");
        for (Shape input : INPUTS.reversed()) { // images of some size first
            Field[] fields = {
                new Field(Field.INPUT, input), new Field(Field.TARGET, Shape.SCALAR, List.of("a", "b", "c"))
            };
            try {
                augmentation.check(config, List.of(fields));
                return Contract.augmentation(augmentation, config, fields);
            } catch (RuntimeException misfit) { // another shape may fit
                last = misfit;
            }
        }
        throw new InvalidSetting("it takes none of the inputs " + INPUTS + ": " + last.getMessage());
    }

    private static Contract loss(Loss<Record> loss, Record config) {
        List<Field> targets =
                List.of(new Field(Field.TARGET, OUTPUT), new Field(Field.TARGET, Shape.SCALAR, List.of("a", "b", "c")));
        RuntimeException last = new InvalidSetting("it fits no target");
        for (Field target : targets) {
            Contract contract = Contract.loss(loss, config, OUTPUT, target);
            try {
                contract.model().ifPresent(model -> model.get().program());
                return contract;
            } catch (RuntimeException misfit) { // the other target may fit
                last = misfit;
            }
        }
        throw new InvalidSetting("it takes neither numbers nor a class as target: " + last.getMessage());
    }
}
