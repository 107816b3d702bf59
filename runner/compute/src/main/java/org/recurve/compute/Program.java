package org.recurve.compute;

import java.util.List;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** A model, traced for one example: its parameters, its table of layers, and its graph. Immutable. */
public final class Program {
    private Program() {}

    /** Traces the layers and the loss on the data set's fields; mistakes end in InvalidSetting, naming the part. */
    public static Program trace(Layers layers, Spec<Loss<?>> loss, List<Field> fields) {
        throw new UnsupportedOperationException();
    }

    /** The parameters, ordered by name. */
    public List<Parameter> parameters() {
        throw new UnsupportedOperationException();
    }

    /** The model as a table, in the order of the layers. */
    public List<LayerSummary> layers() {
        throw new UnsupportedOperationException();
    }

    /** The shape of the model's output for one example. */
    public Shape output() {
        throw new UnsupportedOperationException();
    }

    /** The state before the first step: each parameter drawn from {@code random.in(name)}. */
    public State start(Stream random) {
        throw new UnsupportedOperationException();
    }
}
