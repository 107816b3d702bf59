package org.recurve.app.plugins;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.event.Listener;
import org.recurve.api.export.Exporter;
import org.recurve.api.measure.Metric;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Sharing;
import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.report.ReportSection;
import org.recurve.api.search.Search;

/** The kinds of plugins, each a service interface. Ids are unique within a kind; layers and activations share theirs. */
public enum PluginKind {
    LAYER(Layer.class, "layer", "layers"),
    ACTIVATION(Activation.class, "activation", "activations"),
    CELL(Cell.class, "cell", "cells"),
    POOLING(Pooling.class, "pooling", "poolings"),
    SHARING(Sharing.class, "sharing", "sharings"),
    CONNECTIVITY(Connectivity.class, "connectivity", "connectivities"),
    INITIALIZER(Initializer.class, "initializer", "initializers"),
    REGULARIZER(Regularizer.class, "regularizer", "regularizers"),
    LOSS(Loss.class, "loss", "losses"),
    OPTIMIZER(Optimizer.class, "optimizer", "optimizers"),
    SCHEDULE(Schedule.class, "schedule", "schedules"),
    CLIPPER(Clipper.class, "clipper", "clippers"),
    CONSTRAINT(Constraint.class, "constraint", "constraints"),
    METRIC(Metric.class, "metric", "metrics"),
    DATASET(Dataset.class, "data set", "data sets"),
    AUGMENTATION(Augmentation.class, "augmentation", "augmentations"),
    TOKENIZER(Tokenizer.class, "tokenizer", "tokenizers"),
    SEARCH(Search.class, "search", "searches"),
    LISTENER(Listener.class, "listener", "listeners"),
    EXPORTER(Exporter.class, "exporter", "exporters"),
    SECTION(ReportSection.class, "report section", "report sections");

    private final Class<?> service;
    private final String one;
    private final String many;

    PluginKind(Class<?> service, String one, String many) {
        this.service = service;
        this.one = one;
        this.many = many;
    }

    public Class<?> service() {
        return service;
    }

    /** Returns what messages call one of them. */
    public String one() {
        return one;
    }

    /** Returns what messages call several of them. */
    public String many() {
        return many;
    }

    public static Optional<PluginKind> of(Class<?> service) {
        return Arrays.stream(values()).filter(kind -> kind.service == service).findFirst();
    }

    /** Returns whether a plugin of this kind may stand where {@code wanted} is asked for. */
    public boolean standsFor(PluginKind wanted) {
        return wanted.service.isAssignableFrom(service);
    }

    /** Returns the config record that a provider names as the first type argument of its service, or of a special form of it. */
    Optional<Class<?>> config(Class<?> provider) {
        return argument(provider, service);
    }

    private static Optional<Class<?>> argument(Class<?> type, Class<?> service) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType named
                    && named.getRawType() instanceof Class<?> raw
                    && service.isAssignableFrom(raw)
                    && named.getActualTypeArguments()[0] instanceof Class<?> config) {
                return Optional.of(config);
            }
        }
        return Optional.ofNullable(type.getSuperclass()).flatMap(parent -> argument(parent, service));
    }
}
