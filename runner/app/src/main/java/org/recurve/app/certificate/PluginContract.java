package org.recurve.app.certificate;

import java.util.List;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
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

    private PluginContract() {}

    /**
     * Returns the contract.
     *
     * @throws InvalidSetting if nothing was found that the plugin can be tried on
     */
    static Contract of(PluginKind kind, Spec<?> spec) {
        Record config = spec.config();
        return switch (kind) {
            case LAYER, ACTIVATION -> layer((Layer<?>) spec.plugin(), config);
            case CELL -> cell((Cell<?, ?>) spec.plugin(), config);
            case POOLING -> pooling((Pooling<?>) spec.plugin(), config);
            case SHARING -> sharing((Sharing<?>) spec.plugin(), config);
            case CONNECTIVITY -> connectivity((Connectivity<?>) spec.plugin(), config);
            case INITIALIZER -> initializer((Initializer<?>) spec.plugin(), config);
            case REGULARIZER -> regularizer((Regularizer<?>) spec.plugin(), config);
            case LOSS -> loss((Loss<?>) spec.plugin(), config);
            case OPTIMIZER -> optimizer((Optimizer<?, ?>) spec.plugin(), config);
            case SCHEDULE -> schedule((Schedule<?>) spec.plugin(), config);
            case CLIPPER -> clipper((Clipper<?>) spec.plugin(), config);
            case CONSTRAINT -> constraint((Constraint<?>) spec.plugin(), config);
            case METRIC -> metric((Metric<?>) spec.plugin(), config);
            case DATASET -> dataset((Dataset<?>) spec.plugin(), config);
            case SEARCH -> search((Search<?>) spec.plugin(), config);
            case LISTENER -> listener((Listener<?>) spec.plugin(), config);
            case EXPORTER -> exporter((Exporter<?>) spec.plugin(), config);
        };
    }

    /** The config record was made for this plugin. */
    @SuppressWarnings("unchecked")
    private static <C extends Record> C cast(Record config) {
        return (C) config;
    }

    private static <C extends Record> Contract layer(Layer<C> layer, Record config) {
        C settings = cast(config);
        RuntimeException last = new InvalidSetting("it fits no input");
        for (Shape input : INPUTS) {
            try {
                Forward.of(layer, settings, input).program();
                return Contract.layer(
                        layer, settings, List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, Shape.SCALAR)));
            } catch (RuntimeException misfit) { // another shape may fit
                last = misfit;
            }
        }
        throw new InvalidSetting("it takes none of the inputs " + INPUTS + ": " + last.getMessage());
    }

    private static <C extends Record> Contract cell(Cell<C, ?> cell, Record config) {
        return Contract.cell(cell, PluginContract.<C>cast(config), 3);
    }

    private static <C extends Record> Contract pooling(Pooling<C> pooling, Record config) {
        return Contract.pooling(pooling, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract sharing(Sharing<C> sharing, Record config) {
        return Contract.sharing(sharing, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract connectivity(Connectivity<C> connectivity, Record config) {
        return Contract.connectivity(connectivity, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract initializer(Initializer<C> initializer, Record config) {
        return Contract.initializer(initializer, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract regularizer(Regularizer<C> regularizer, Record config) {
        return Contract.regularizer(regularizer, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract loss(Loss<C> loss, Record config) {
        C settings = cast(config);
        List<Field> targets =
                List.of(new Field(Field.TARGET, OUTPUT), new Field(Field.TARGET, Shape.SCALAR, List.of("a", "b", "c")));
        RuntimeException last = new InvalidSetting("it fits no target");
        for (Field target : targets) {
            Contract contract = Contract.loss(loss, settings, OUTPUT, target);
            try {
                contract.model().ifPresent(model -> model.get().program());
                return contract;
            } catch (RuntimeException misfit) { // the other target may fit
                last = misfit;
            }
        }
        throw new InvalidSetting("it takes neither numbers nor a class as target: " + last.getMessage());
    }

    private static <C extends Record> Contract optimizer(Optimizer<C, ?> optimizer, Record config) {
        return Contract.optimizer(optimizer, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract schedule(Schedule<C> schedule, Record config) {
        return Contract.schedule(schedule, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract clipper(Clipper<C> clipper, Record config) {
        return Contract.clipper(clipper, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract constraint(Constraint<C> constraint, Record config) {
        return Contract.constraint(constraint, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract metric(Metric<C> metric, Record config) {
        Sample sample = new Sample(new float[] {0, 2, 1}, OUTPUT, new float[] {2}, -1);
        return Contract.metric(metric, PluginContract.<C>cast(config), sample);
    }

    private static <C extends Record> Contract dataset(Dataset<C> dataset, Record config) {
        return Contract.dataset(dataset, PluginContract.<C>cast(config), source -> {
            throw new InvalidSetting("a certificate is given without files: " + source);
        });
    }

    private static <C extends Record> Contract search(Search<C> search, Record config) {
        return Contract.search(search, PluginContract.<C>cast(config), new Axis("x", 0), new Axis("y", 3));
    }

    private static <C extends Record> Contract listener(Listener<C> listener, Record config) {
        return Contract.listener(listener, PluginContract.<C>cast(config));
    }

    private static <C extends Record> Contract exporter(Exporter<C> exporter, Record config) {
        return Contract.exporter(exporter, PluginContract.<C>cast(config));
    }
}
