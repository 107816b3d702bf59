package org.recurve.engine.data;

import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;

/** Reads the examples of a data set, whose failures name it. */
record GuardedExamples(Spec<Dataset<?>> dataset, Examples own) implements Examples {
    @Override
    public int size() {
        return called(dataset, "size", own::size);
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        called(dataset, "read", () -> {
            own.read(index, field, into, offset);
            return true;
        });
    }

    @Override
    public Optional<Shape> shape(int index, String field) {
        return called(dataset, "shape", () -> own.shape(index, field));
    }

    @Override
    public long id(int index) {
        return called(dataset, "id", () -> own.id(index));
    }

    /** Calls a method of a data set, or of what it gave. */
    static <T> T called(Spec<Dataset<?>> dataset, String method, Supplier<T> call) {
        try {
            return dataset.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("data");
        }
    }
}
