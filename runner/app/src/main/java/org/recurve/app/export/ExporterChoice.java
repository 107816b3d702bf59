package org.recurve.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.yaml.YamlReader;

/** Finds the exporters that {@code --as} names, and lets them write. */
public final class ExporterChoice {
    public static final String AS = "--as";

    private static final Pattern ENDING = Pattern.compile("[A-Za-z0-9]+([.-][A-Za-z0-9]+)*");

    private ExporterChoice() {}

    /** Returns the exporters that these texts name, each with its settings. */
    @SuppressWarnings("unchecked") // looked up as exporters
    public static List<Spec<Exporter<?>>> all(PluginRegistry registry, List<String> formats) {
        ProblemCollector collector = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
        List<Spec<Exporter<?>>> exporters = new ArrayList<>();
        for (String format : formats) {
            binder.reference(PluginKind.EXPORTER, YamlReader.value(AS, format, collector), "")
                    .map(node -> (Spec<Exporter<?>>) node.value())
                    .ifPresent(exporter -> {
                        String ending = ending(exporter);
                        exporters.stream()
                                .filter(other -> writesTheSame(other, exporter))
                                .findFirst()
                                .ifPresent(other -> collector.add(
                                        SourcePosition.of(AS),
                                        "",
                                        exporter.id() + " and " + other.id()
                                                + " would write the same files, ending in ."
                                                + ending,
                                        "give one of them, and the other in a second command with another --to"));
                        exporters.add(exporter);
                    });
        }
        collector.raise();
        return exporters;
    }

    /** Returns the ending of its files, which becomes part of a file's name, and must not lead anywhere else. */
    public static String ending(Spec<Exporter<?>> exporter) {
        String ending = called(exporter, "ending", () -> exporter.plugin().ending());
        if (!ENDING.matcher(ending).matches()) {
            throw exporter.failure(
                            "ending",
                            "returned \"" + ending + "\", but a file ends in letters, digits, points and hyphens")
                    .at(AS);
        }
        return ending;
    }

    private static <T> T called(Spec<Exporter<?>> exporter, String method, Supplier<T> call) {
        try {
            return exporter.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at(AS);
        }
    }

    private static boolean writesTheSame(Spec<Exporter<?>> one, Spec<Exporter<?>> other) {
        return ending(one).equals(ending(other))
                && one.plugin() instanceof Exporter.OfWeights<?> == other.plugin() instanceof Exporter.OfWeights<?>;
    }

    /** Returns the exporter of tables that a text names. */
    public static Spec<Exporter<?>> one(PluginRegistry registry, String format) {
        Spec<Exporter<?>> exporter = all(registry, List.of(format)).getFirst();
        if (!(exporter.plugin() instanceof Exporter.OfTables<?>)) {
            throw new UserError(
                    Problem.of(exporter.id() + " writes weights, not tables", "use csv, json-lines or parquet"));
        }
        return exporter;
    }

    /** Writes a table; the exporter must be one of tables. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public static void write(Spec<Exporter<?>> exporter, Table table, OutputStream out) throws IOException {
        Exporter.OfTables<Record> format = (Exporter.OfTables<Record>) exporter.plugin();
        written(exporter, () -> format.write(exporter.config(), table, out));
    }

    /** Describes what an exporter does, which may fail to write. */
    public interface Writing {
        void run() throws IOException;
    }

    public static void written(Spec<Exporter<?>> exporter, Writing writing) throws IOException {
        try {
            exporter.call("write", () -> {
                try {
                    writing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return true;
            });
        } catch (PluginFailure failure) {
            if (failure.getCause() instanceof UncheckedIOException wrapped) {
                throw wrapped.getCause();
            }
            throw failure.at(AS);
        }
    }
}
