package org.recurve.app.run;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.data.DataFiles;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StudyVariant;

/** The data files that experiments need. */
public final class RequiredData {
    private final DataFiles files;

    RequiredData(DataFiles files) {
        this.files = files;
    }

    /** Fetches what is missing, each package once. */
    public void fetch(Experiment experiment) {
        files.fetch(experiment.variants().stream()
                .map(StudyVariant::configuration)
                .flatMap(configuration -> sources(configuration).stream())
                .distinct()
                .toList());
    }

    private static List<Source> sources(Configuration configuration) {
        try {
            return configuration.data().values().stream()
                    .flatMap(data -> sources(data.spec()).stream())
                    .toList();
        } catch (PluginFailure failure) {
            throw configuration.broken(failure);
        }
    }

    /** Returns whether it reads files of the user's own, which may change from one run to the next. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public static boolean isOwn(Spec<Dataset<?>> data) {
        return !called(data, "own", () -> ((Dataset<Record>) data.plugin()).own(data.config()))
                .isEmpty();
    }

    /** The files of a data set. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public static List<Source> sources(Spec<Dataset<?>> data) {
        return called(data, "sources", () -> ((Dataset<Record>) data.plugin()).sources(data.config()));
    }

    private static <T> List<T> called(Spec<Dataset<?>> data, String method, Supplier<List<T>> call) {
        try {
            return data.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("data");
        }
    }
}
