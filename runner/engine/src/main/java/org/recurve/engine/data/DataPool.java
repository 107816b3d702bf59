package org.recurve.engine.data;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Spec;

/** Opened data sets, one for each data set and settings, shared by the trials of a study. Safe for several threads. */
public final class DataPool {
    private final Map<DatasetKey, Data> opened = new ConcurrentHashMap<>();
    private final Files files;

    /** Data sets ask {@code files} for what they are made of. */
    public DataPool(Files files) {
        this.files = files;
    }

    /** Opens it, or finds it open; bad files and settings end in {@link org.recurve.api.plugin.InvalidSetting}. */
    public Data open(Spec<Dataset<?>> spec) {
        return opened.computeIfAbsent(new DatasetKey(spec.plugin().getClass(), spec.config()), key -> read(spec));
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private Data read(Spec<Dataset<?>> spec) {
        Data opened = GuardedExamples.called(
                spec, "open", () -> ((Dataset<Record>) spec.plugin()).open(spec.config(), files));
        Map<String, Examples> splits = new HashMap<>();
        opened.splits().forEach((name, examples) -> splits.put(name, new GuardedExamples(spec, examples)));
        Data data = new Data(opened.fields(), splits, opened.digest(), opened.form());
        TrueLengths.check(data);
        ClassFields.checkInputs(data, spec.id());
        return data;
    }

    /** Providers have no state, so two instances of a class with equal settings are one data set. */
    private record DatasetKey(Class<?> provider, Record config) {}
}
