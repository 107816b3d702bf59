package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginKind;

/** A plugin of each kind from a jar compiled outside: a file or the command line names it, and it leaves a trace. */
class EveryKindTest {
    private static final String CLASS = """
        package stranger;

        import java.io.*;
        import java.util.List;
        import java.util.Map;
        import java.util.Optional;
        import java.util.function.Predicate;
        import org.recurve.api.data.*;
        import org.recurve.api.event.*;
        import org.recurve.api.export.*;
        import org.recurve.api.measure.*;
        import org.recurve.api.model.*;
        import org.recurve.api.optimize.*;
        import org.recurve.api.plugin.*;
        import org.recurve.api.random.Stream;
        import org.recurve.api.report.*;
        import org.recurve.api.search.*;

        @Plugin(id = "ID", version = 1, summary = "leaves a trace")
        public final class NAME implements SERVICE {
            static void trace() {
                try {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("FOLDER", "ID"), "NAME was called");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            METHODS
        }
        """;

    private static final Map<PluginKind, String> METHODS = new EnumMap<>(Map.ofEntries(
            Map.entry(PluginKind.LAYER, "Value forward(NoConfig c, Scope s, Value x) { trace(); return x.times(2); }"),
            Map.entry(PluginKind.ACTIVATION, "Value apply(NoConfig c, Value x) { trace(); return x.tanh(); }"),
            Map.entry(
                    PluginKind.CELL,
                    "S start(NoConfig c, Scope s) { return new S(s.zeros(2)); } public record S(Value h) {}"
                            + " public Step<S> step(NoConfig c, Scope s, Value x, S h) { trace();"
                            + " Value y = s.linear(\"W\", x, 2).plus(h.h()); return new Step<>(y, new S(y)); }"),
            Map.entry(PluginKind.POOLING, "Value reduce(NoConfig c, Scope s, Window w) { trace(); return w.sum(); }"),
            Map.entry(PluginKind.SHARING, "int bank(NoConfig c, Position at) { trace(); return 0; }"),
            Map.entry(
                    PluginKind.CONNECTIVITY,
                    "boolean connected(NoConfig c, Channels of, int from, int to) { trace(); return true; }"),
            Map.entry(
                    PluginKind.INITIALIZER,
                    "float[] draw(NoConfig c, Weights of, Stream random) { trace();"
                            + " return new float[of.shape().size()]; }"),
            Map.entry(
                    PluginKind.REGULARIZER, "Value penalty(NoConfig c, Value p) { trace(); return p.square().sum(); }"),
            Map.entry(
                    PluginKind.LOSS,
                    "Value loss(NoConfig c, Scope s, Value y, Value t) { trace(); return y.minus(t).square().sum(); }"),
            Map.entry(
                    PluginKind.OPTIMIZER,
                    "S start(NoConfig c, Vector theta) { return new S(0); } public record S(long n) {}"
                            + " public Move<S> step(NoConfig c, S s, Objective at) { trace(); return new"
                            + " Move<>(at.theta().minus(at.gradient().times(0.001)), s); }"),
            Map.entry(PluginKind.SCHEDULE, "double at(NoConfig c, Progress p) { trace(); return 0.01; }"),
            Map.entry(PluginKind.CLIPPER, "Vector clip(NoConfig c, Vector theta, Vector g) { trace(); return g; }"),
            Map.entry(
                    PluginKind.CONSTRAINT,
                    "Vector project(NoConfig c, Vector theta, Predicate<Segment> of) { trace(); return theta; }"),
            Map.entry(
                    PluginKind.METRIC,
                    "Accumulator accumulator(NoConfig c) { return new Accumulator() { public void add(Sample s)"
                            + " { trace(); } public double value() { return 4.25; } }; }"
                            + " public Better better() { return Better.LOWER; }"),
            Map.entry(
                    PluginKind.DATASET,
                    "Data open(NoConfig c, org.recurve.api.data.Files f) { trace();"
                            + " List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(1, 4, 4)),"
                            + " new Field(Field.TARGET, Shape.of(1)));"
                            + " return new Data(fields, Map.of(\"train\", new Some(8), \"validation\", new Some(4),"
                            + " \"test\", new Some(4)), \"sha256:0\"); }"
                            + " record Some(int size) implements Examples { public void read(int index, String field,"
                            + " float[] into, int offset) { into[offset] = index; } }"),
            Map.entry(
                    PluginKind.AUGMENTATION,
                    "void apply(NoConfig c, TrainingExample e, Stream random) { trace();"
                            + " e.values(Field.INPUT)[0] += random.uniformFloat(0); }"),
            Map.entry(
                    PluginKind.TOKENIZER,
                    "java.util.stream.Stream<String> pieces(NoConfig c, String text) { trace();"
                            + " return java.util.stream.Stream.of(text); }"),
            Map.entry(
                    PluginKind.SEARCH,
                    "int sees(NoConfig c, int trial) { return 0; } public Optional<Suggestion> next(NoConfig c,"
                            + " List<Axis> axes, int trial, List<Observation> seen, Stream random) { trace();"
                            + " return Optional.of(new Suggestion(List.of(trial == 0 ? 0.25 : 0.75))); }"),
            Map.entry(
                    PluginKind.LISTENER,
                    "void on(NoConfig c, Event e) { if (e instanceof Event.EpochDone) { trace(); } }"),
            Map.entry(
                    PluginKind.EXPORTER,
                    "String ending() { return \"trace\"; } public void write(NoConfig c, Table t, OutputStream out)"
                            + " { trace(); }"),
            Map.entry(
                    PluginKind.SECTION,
                    "SectionContent content(NoConfig c, ReportedStudy s) { trace(); return new SectionContent("
                            + "\"of a stranger\", List.of(new ReportBlock.Paragraph(s.name() + \" was read\"))); }")));

    private static final String FILE = """
        study: everything
        data: my-dataset
        model:
          - conv: {filters: 2, kernel: 2, padding: same, sharing: my-sharing, connectivity: my-connectivity}
          - my-layer
          - my-activation
          - pool: {by: my-pooling, size: 2}
          - recurrent: {cell: my-cell}
          - dense: {units: 1, initializer: my-initializer}
        loss: my-loss
        train:
          optimizer: {sgd: {learning-rate: my-schedule}}
          epochs: 1
          batch: 4
          augment: my-augmentation
          penalty: {by: my-regularizer}
          clip: my-clipper
          constrain: {by: my-constraint}
        measure: [test.my-metric]
        tune: {search: my-search, trials: 2, by: validation.loss, over: {train.batch: [2, 4]}}
        ablate: {other: {replace: {train.optimizer: my-optimizer}}}
        listen: my-listener
        """;

    private static final String TEXTS = """
        study: texts
        data: {text: {folder: texts.csv, tokenizer: my-tokenizer}}
        model: [{embedding: 2}, {recurrent: {cell: {elman: 2}}}, {dense: 2}]
        loss: cross-entropy
        train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
        measure: [train.accuracy]
        """;

    @TempDir
    Path folder;

    private static String id(PluginKind kind) {
        return "my-" + kind.name().toLowerCase(Locale.ROOT);
    }

    private static String service(PluginKind kind, String name) {
        return kind.service().getSimpleName()
                + switch (kind) {
                    case CELL, OPTIMIZER -> "<NoConfig, " + name + ".S>";
                    case EXPORTER -> ".OfTables<NoConfig>";
                    default -> "<NoConfig>";
                };
    }

    private void jar(Path traces) throws Exception {
        Map<String, String> sources = new TreeMap<>();
        Map<String, String> services = new TreeMap<>();
        METHODS.forEach((kind, methods) -> {
            String name =
                    "My" + kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
            services.put(name, kind.service().getName());
            sources.put(
                    name,
                    CLASS.replace("SERVICE", service(kind, name))
                            .replace("METHODS", "public " + methods)
                            .replace("NAME", name)
                            .replace("ID", id(kind))
                            .replace("FOLDER", traces.toString().replace('\\', '/')));
        });
        Jars.several(Files.createDirectories(folder.resolve("plugins")).resolve("mine.jar"), sources, services);
    }

    @Test
    void eachKindOfPluginIsCalled() throws Exception {
        assertEquals(
                List.of(),
                Arrays.stream(PluginKind.values())
                        .filter(kind -> !METHODS.containsKey(kind))
                        .toList(),
                "write a plugin of this kind here, and name it in the file");
        Path traces = Files.createDirectories(folder.resolve("traces"));
        jar(traces);
        Path file = Files.writeString(folder.resolve("everything.yaml"), FILE);
        List<Object> more = List.of("--plugins", folder.resolve("plugins"), "--store", folder.resolve("store"));
        Answer run = answer(List.of("run", file, "--json"), more);
        assertEquals(0, run.code(), run.err());
        Files.writeString(folder.resolve("texts.csv"), "text,label\na,x\nb,y\nc,x\n");
        Path texts = Files.writeString(folder.resolve("texts.yaml"), TEXTS);
        Answer check = answer(List.of("check", texts, "--data", folder), more);
        assertEquals(0, check.code(), check.err());
        Answer export =
                answer(List.of("export", "everything", "--as", "my-exporter", "--to", folder.resolve("out")), more);
        assertEquals(0, export.code(), export.err());
        Answer report = answer(List.of("report", "everything", "--section", "my-section"), more);
        assertEquals(0, report.code(), report.err());
        String page = Files.readString(folder.resolve("store/reports/everything.html"));
        assertTrue(page.contains(">of a stranger</h2>") && page.contains("everything was read"));
        assertEquals(
                List.of(),
                Arrays.stream(PluginKind.values())
                        .filter(kind -> !Files.exists(traces.resolve(id(kind))))
                        .toList(),
                () -> "found, and never called: " + run.err());
        assertTrue(run.out().contains("\"test.my-metric\":4.25"), run.out());
    }

    private static Answer answer(List<Object> words, List<Object> more) {
        return recurve(Stream.concat(words.stream(), more.stream()).toArray());
    }
}
