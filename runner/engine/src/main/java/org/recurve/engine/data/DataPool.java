package org.recurve.engine.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputForm;
import org.recurve.api.plugin.Spec;

/** Opened data sets, one for each data set and settings, shared by the trials of a study. Safe for several threads. */
public final class DataPool {
    private final Map<DatasetKey, Data> opened = new ConcurrentHashMap<>();
    private final Map<DatasetKey, Supplier<Data>> read = new HashMap<>();
    private final Files files;

    /** Data sets ask {@code files} for what they are made of. */
    public DataPool(Files files) {
        this.files = files;
    }

    /** Opens it, or finds it open; bad files and settings end in {@link org.recurve.api.plugin.InvalidSetting}. */
    public Data open(Spec<Dataset<?>> spec) {
        Data known = opened.get(key(spec, spec.config()));
        return known == null ? opened(spec) : known;
    }

    /** Opens one after another, so that one reading serves all folds. */
    private synchronized Data opened(Spec<Dataset<?>> spec) {
        DatasetKey own = key(spec, spec.config());
        return opened.computeIfAbsent(own, key -> {
            if (!read.containsKey(key)) {
                openings(spec).forEach((config, opening) -> read.put(key(spec, config), opening));
            }
            Data data = Optional.ofNullable(read.remove(key))
                    .orElseThrow(() -> spec.failure("openings", "returned no data for these settings")
                            .at("data"))
                    .get();
            return scaled(spec, data, data.form());
        });
    }

    private static DatasetKey key(Spec<Dataset<?>> spec, Record config) {
        return new DatasetKey(spec.plugin().getClass(), config);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private Map<Record, Supplier<Data>> openings(Spec<Dataset<?>> spec) {
        Dataset<Record> dataset = (Dataset<Record>) spec.plugin();
        Map<Record, Supplier<Data>> openings = new HashMap<>();
        GuardedExamples.called(spec, "openings", () -> dataset.openings(spec.config(), files))
                .forEach(
                        (config, opening) -> openings.put(config, () -> GuardedExamples.called(spec, "open", opening)));
        return openings;
    }

    /**
     * Opens it anew for a model that learnt from other data: what was fitted there holds here, too.
     *
     * @param learnt the form of what it learnt from
     */
    public Data open(Spec<Dataset<?>> spec, Optional<InputForm> learnt) {
        return scaled(spec, read(spec, learnt), learnt);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private Data read(Spec<Dataset<?>> spec, Optional<InputForm> learnt) {
        Dataset<Record> dataset = (Dataset<Record>) spec.plugin();
        return GuardedExamples.called(
                spec,
                "open",
                () -> learnt.map(form -> dataset.open(spec.config(), files, form))
                        .orElseGet(() -> dataset.open(spec.config(), files)));
    }

    private static Data scaled(Spec<Dataset<?>> spec, Data read, Optional<InputForm> form) {
        Map<String, Examples> splits = new HashMap<>();
        read.splits().forEach((name, examples) -> splits.put(name, new GuardedExamples(spec, examples)));
        Data data = ScaledExamples.of(new Data(read.fields(), splits, read.digest(), form, read.remarks()), spec.id());
        TrueLengths.check(data);
        ClassFields.checkInputs(data, spec.id());
        return data;
    }

    /** Providers have no state, so two instances of a class with equal settings are one data set. */
    private record DatasetKey(Class<?> provider, Record config) {}
}
