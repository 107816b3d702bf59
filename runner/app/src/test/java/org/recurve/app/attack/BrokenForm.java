package org.recurve.app.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.app.plugins.PluginKind;

/**
 * How a kind of plugin is written, and named in a file.
 *
 * @param kind of plugin
 * @param service what is implemented
 * @param methods $1, $2… is where the first, second… fails; from $5 on, methods that only some plugins have
 * @param part of the file that names it, in place of another
 * @param path of the part or section that is told; empty if no section can be
 * @param asked what the trained model is asked, by which alone the methods are called; empty if training calls them
 */
record BrokenForm(
        PluginKind kind, String service, String methods, Map<String, String> part, String path, String asked) {
    BrokenForm(PluginKind kind, String service, String methods, Map<String, String> part, String path) {
        this(kind, service, methods, part, path, "");
    }

    /** Returns the name of the file that the trained model is asked about. */
    String askedName() {
        return methods.contains(" texts(") ? "asked.csv" : "asked.txt";
    }

    static List<BrokenForm> all() {
        String c = "Config c";
        String words = " record Some() implements Examples { public int size() { return 4; }"
                + " public void read(int i, String field, float[] into, int offset) { into[offset] = i % 2; } }";
        Map<String, String> ofWords = Map.of(
                "data: squares",
                "data: {broken: DOES}",
                "conv: {filters: 2, kernel: 2, padding: same}, relu, pool: 2, dense: 1",
                "embedding: 2, dense: 1");
        List<BrokenForm> forms = new ArrayList<>();
        forms.add(new BrokenForm(
                PluginKind.LAYER,
                "Layer<Broken.Config>",
                "public Value forward(" + c + ", Scope s, Value x) { $1 return x; }"
                        + " public Optional<String> neutral() { $5 return Optional.empty(); }",
                Map.of("relu", "broken: DOES", "seeds: 1", "seeds: 1\nablate: {without: {remove: broken1}}"),
                "broken1"));
        forms.add(new BrokenForm(
                PluginKind.LAYER,
                "Layer<Broken.Config>, VersionedSettings<Broken.Config>",
                "public Value forward(" + c + ", Scope s, Value x) { return x; } public int version(" + c
                        + ") { $1 return 1; } public Config asOf(int v, " + c + ") { return c; }",
                Map.of("relu", "broken: DOES"),
                "broken1"));
        forms.add(new BrokenForm(
                PluginKind.ACTIVATION,
                "Activation<Broken.Config>",
                "public Value apply(" + c + ", Value x) { $1 return x; }",
                Map.of("relu", "broken: DOES"),
                "broken1"));
        forms.add(new BrokenForm(
                PluginKind.ACTIVATION,
                "Activation<Broken.Config>",
                "public Value apply(" + c + ", Value x) { return x; } public java.util.OptionalDouble slope(" + c
                        + ") { $1 return java.util.OptionalDouble.empty(); }",
                Map.of(
                        "conv: {filters: 2, kernel: 2, padding: same}",
                        "recurrent: {cell: {elman: {units: 2, activation: {broken: DOES}}}}",
                        "pool: 2, ",
                        ""),
                "recurrent1"));
        forms.add(new BrokenForm(
                PluginKind.CELL,
                "Cell<Broken.Config, Broken.S>",
                "public record S(Value h) {} public S start(" + c
                        + ", Scope s) { $1 return new S(s.zeros(2)); }"
                        + " public Step<S> step(" + c + ", Scope s, Value x, S h) { $2 Value y ="
                        + " s.linear(\"W\", x, 2).plus(h.h()); return new Step<>(y, new S(y)); }"
                        + " public Optional<Contraction> contraction(" + c
                        + ") { $5 return Optional.empty(); }",
                Map.of(
                        "conv: {filters: 2, kernel: 2, padding: same}",
                        "recurrent: {cell: {broken: DOES}}",
                        "pool: 2, ",
                        ""),
                "recurrent1"));
        forms.add(new BrokenForm(
                PluginKind.POOLING,
                "Pooling<Broken.Config>",
                "public Value reduce(" + c + ", Scope s, Window w) { $1 return w.sum(); }",
                Map.of("pool: 2", "pool: {by: {broken: DOES}, size: 2}"),
                "pool1"));
        forms.add(new BrokenForm(
                PluginKind.SHARING,
                "Sharing<Broken.Config>",
                "public int bank(" + c + ", Position at) { $1 return 0; } public int tap(" + c
                        + ", Position at, int tap) { $2 return tap; }",
                Map.of("padding: same", "padding: same, sharing: {broken: DOES}"),
                "conv1"));
        forms.add(new BrokenForm(
                PluginKind.CONNECTIVITY,
                "Connectivity<Broken.Config>",
                "public boolean connected(" + c + ", Channels of, int from, int to) { $1 return true; }",
                Map.of("padding: same", "padding: same, connectivity: {broken: DOES}"),
                "conv1"));
        forms.add(new BrokenForm(
                PluginKind.INITIALIZER,
                "Initializer<Broken.Config>",
                "public float[] draw(" + c + ", Weights of, Stream random) { $1 return new float[of.shape().size()]; }",
                Map.of("dense: 1", "dense: {units: 1, initializer: {broken: DOES}}"),
                "dense1"));
        forms.add(new BrokenForm(
                PluginKind.REGULARIZER,
                "Regularizer<Broken.Config>",
                "public Value penalty(" + c + ", Value p) { $1 return p.square().sum(); }",
                Map.of("epochs: 1", "epochs: 1, penalty: {by: {broken: DOES}}"),
                "train.penalty"));
        forms.add(new BrokenForm(
                PluginKind.LOSS,
                "Loss<Broken.Config>",
                "public Value loss(" + c
                        + ", Scope s, Value y, Value t) { $1 return y.minus(t).square().sum(); }"
                        + " public java.util.OptionalInt ignored(" + c
                        + ") { $2 return java.util.OptionalInt.empty(); } public boolean weighsTargets(" + c
                        + ") { $5 return false; }",
                Map.of("loss: squared-error", "loss: {broken: DOES}"),
                "loss"));
        forms.add(new BrokenForm(
                PluginKind.LOSS,
                "Loss<Broken.Config>",
                "public Value loss(" + c + ", Scope s, Value y, Value t) { return y.minus(t).square().sum(); }"
                        + " public OutputMeaning meaning(" + c + ") { $1 return OutputMeaning.NUMBERS; }",
                Map.of("loss: squared-error", "loss: {broken: DOES}"),
                "loss"));
        forms.add(new BrokenForm(
                PluginKind.OPTIMIZER,
                "Optimizer<Broken.Config, Broken.S>",
                "public record S(long n) {} public S start(" + c + ", Vector theta) { $1 return new S(0); }"
                        + " public Move<S> step(" + c + ", S s, Objective at) { $2 return new"
                        + " Move<>(at.theta(), s); } public boolean curved() { $5 return false; }",
                Map.of("{sgd: 0.01}", "{broken: DOES}"),
                "train.optimizer"));
        forms.add(new BrokenForm(
                PluginKind.SCHEDULE,
                "Schedule<Broken.Config>",
                "public double at(" + c + ", Progress p) { $1 return 0.01; }",
                Map.of("{sgd: 0.01}", "{sgd: {learning-rate: {broken: DOES}}}"),
                "train.optimizer"));
        forms.add(new BrokenForm(
                PluginKind.CLIPPER,
                "Clipper<Broken.Config>",
                "public Vector clip(" + c + ", Vector theta, Vector g) { $1 return g; }",
                Map.of("epochs: 1", "epochs: 1, clip: {broken: DOES}"),
                "train.clip"));
        forms.add(new BrokenForm(
                PluginKind.CONSTRAINT,
                "Constraint<Broken.Config>",
                "public Vector project(" + c + ", Vector theta, Predicate<Segment> of) { $1 return theta; }",
                Map.of("epochs: 1", "epochs: 1, constrain: {by: {broken: DOES}}"),
                "train.constrain"));
        forms.add(new BrokenForm(
                PluginKind.METRIC,
                "Metric<Broken.Config>",
                "public Accumulator accumulator(" + c
                        + ") { $1 return new Accumulator() { public void add(Sample s)"
                        + " { $2 } public double value() { $3 return 0; } }; } public Better better() { $5 return"
                        + " Better.LOWER; } public boolean isShare() { $6 return false; } public void check(" + c
                        + ", Prediction p) { $4 } public Optional<String> recorded(" + c
                        + ") { $7 return Optional.empty(); }",
                Map.of("test.mean-squared-error", "{test.broken: {does: DOES}}"),
                "measure"));
        forms.add(new BrokenForm(
                PluginKind.DATASET,
                "Dataset<Broken.Config>",
                "public Data open(" + c + ", org.recurve.api.data.Files f) { $1 return new Data(List.of("
                        + "new Field(\"input\", Shape.of(1, 4, 4)), new Field(\"target\", Shape.of(1))),"
                        + " java.util.Map.of(\"train\", new Some(), \"validation\", new Some(), \"test\","
                        + " new Some()), \"sha256:1\"); } public List<Source> sources(" + c
                        + ") { $2 return List.of(); } public List<String> own(" + c
                        + ") { $5 return List.of(); } public java.util.Map<Broken.Config,"
                        + " java.util.function.Supplier<Data>> openings(" + c
                        + ", org.recurve.api.data.Files f) { $3 return Dataset.super.openings(c, f); }"
                        + " record Some() implements Examples {"
                        + " public int size() { $6 return 4; } public void read(int i, String field, float[]"
                        + " into, int offset) { $7 into[offset] = i; } public Optional<Shape> shape(int i,"
                        + " String field) { $8 return Optional.empty(); } public long id(int i) { $9 return i;"
                        + " } }",
                Map.of("data: squares", "data: {broken: DOES}"),
                "data"));
        forms.add(new BrokenForm(
                PluginKind.DATASET,
                "Dataset<Broken.Config>, InputFiles",
                "public Data open(" + c + ", org.recurve.api.data.Files f) { return new Data(List.of("
                        + "new Field(\"input\", Shape.of(2), List.of(\"a\", \"b\")), new Field(\"target\","
                        + " Shape.of(1))), java.util.Map.of(\"train\", new Some(), \"validation\", new Some(),"
                        + " \"test\", new Some()), \"sha256:1\", Optional.of(new InputForm.Words(false))); }"
                        + " public List<String> tokens(" + c + ", String text) { $1 return List.of(\"a\", \"b\"); }"
                        + " public List<String> endings() { $2 return List.of(\".none\"); }"
                        + " public List<float[]> read(java.nio.file.Path f, Field i, Optional<InputForm> o)"
                        + " { return List.of(); }"
                        + words,
                ofWords,
                "",
                "a b"));
        forms.add(new BrokenForm(
                PluginKind.DATASET,
                "Dataset<Broken.Config>",
                "public Data open(" + c + ", org.recurve.api.data.Files f) { return new Data(List.of("
                        + "new Field(\"input\", Shape.of(2), List.of(\"a\", \"b\")), new Field(\"target\","
                        + " Shape.of(1))), java.util.Map.of(\"train\", new Some(), \"validation\", new Some(),"
                        + " \"test\", new Some()), \"sha256:1\", Optional.of(new InputForm.Words(false))); }"
                        + " public List<String> tokens(" + c + ", String text) { return List.of(\"a\", \"b\"); }"
                        + " public Optional<List<String>> texts(" + c
                        + ", java.nio.file.Path f) { $1 return Optional.of(List.of(\"a b\")); }"
                        + words,
                ofWords,
                "",
                "text\na b\n"));
        forms.add(new BrokenForm(
                PluginKind.DATASET,
                "Dataset<Broken.Config>, InputFiles",
                "public Data open(" + c + ", org.recurve.api.data.Files f) { return new Data(List.of("
                        + "new Field(\"input\", Shape.of(1, 4, 4)), new Field(\"target\", Shape.of(1))),"
                        + " java.util.Map.of(\"train\", new Some(), \"validation\", new Some(),"
                        + " \"test\", new Some()), \"sha256:1\"); }"
                        + " public List<String> endings() { return List.of(\".txt\"); }"
                        + " public List<float[]> read(java.nio.file.Path f, Field i, Optional<InputForm> o)"
                        + " { $1 return List.of(new float[16]); }"
                        + " public Optional<List<SizedInput>> readSized(java.nio.file.Path f, Field i, Optional<InputForm> o)"
                        + " { $2 return Optional.empty(); }"
                        + " record Some() implements Examples { public int size() { return 4; }"
                        + " public void read(int i, String field, float[] into, int offset) { into[offset] = i; } }",
                Map.of("data: squares", "data: {broken: DOES}"),
                "",
                "read by the plugin"));
        forms.add(new BrokenForm(
                PluginKind.AUGMENTATION,
                "Augmentation<Broken.Config>",
                "public void apply(" + c + ", TrainingExample e, Stream random) { $1 } public void check(" + c
                        + ", List<Field> f) { $4 } public boolean mixes(" + c + ") { $5 return false; }",
                Map.of("epochs: 1", "epochs: 1, augment: {broken: DOES}"),
                "train.augment"));
        forms.add(new BrokenForm(
                PluginKind.TOKENIZER,
                "Tokenizer<Broken.Config>",
                "public java.util.stream.Stream<String> pieces(" + c + ", String text) { $1"
                        + " return java.util.stream.Stream.of(text); } public List<String> vocabulary(" + c
                        + ", java.util.SortedMap<String, Integer> counts, int most) { $2 return List.of(); }"
                        + " public java.util.function.Function<String, List<String>> cutting(" + c
                        + ", List<String> known) { $3 return List::of; }",
                Map.of(
                        "data: squares",
                        "data: {text: {folder: texts.csv, validation: 0.25, test: 0.25, tokenizer: {broken: DOES}}}",
                        "conv: {filters: 2, kernel: 2, padding: same}, relu, pool: 2, dense: 1",
                        "embedding: 2, recurrent: {cell: {elman: 2}}, dense: 2",
                        "loss: squared-error",
                        "loss: cross-entropy",
                        "test.mean-squared-error",
                        "test.accuracy"),
                "data"));
        forms.add(new BrokenForm(
                PluginKind.SEARCH,
                "Search<Broken.Config>",
                "public int sees(" + c + ", int trial) { $1 return 0; } public Optional<Suggestion> next(" + c
                        + ", List<Axis> axes, int trial, List<Observation> seen, Stream random) { $2 return"
                        + " Optional.empty(); }",
                Map.of(
                        "seeds: 1",
                        "seeds: 1\ntune: {search: {broken: DOES}, trials: 2, by: validation.loss, over:"
                                + " {train.optimizer.learning-rate: [0.1, 0.2]}}"),
                "tune.search"));
        forms.add(new BrokenForm(
                PluginKind.TOKENIZER,
                "Tokenizer<Broken.Config>",
                "public java.util.stream.Stream<String> pieces(" + c + ", String text) { $1"
                        + " return java.util.stream.Stream.of(text); } public List<String> vocabulary(" + c
                        + ", java.util.SortedMap<String, Integer> counts, int most) { $2 return List.of(); }"
                        + " public java.util.function.Function<String, List<String>> cutting(" + c
                        + ", List<String> known) { $3 return List::of; }",
                Map.of(
                        "data: squares",
                        "data: {text: {folder: texts.csv, validation: 0.25, test: 0.25, tokenizer: {broken: DOES}}}",
                        "conv: {filters: 2, kernel: 2, padding: same}, relu, pool: 2, dense: 1",
                        "embedding: 2, recurrent: {cell: {elman: 2}}, dense: 2",
                        "loss: squared-error",
                        "loss: cross-entropy",
                        "test.mean-squared-error",
                        "test.accuracy"),
                "data"));
        forms.add(new BrokenForm(
                PluginKind.SEARCH,
                "Search<Broken.Config>",
                "public int sees(" + c + ", int trial) { $1 return 0; } public Optional<Suggestion> next(" + c
                        + ", List<Axis> axes, int trial, List<Observation> seen, Stream random) { $2 return"
                        + " Optional.of(new Suggestion(List.of(trial / 2.0))); }",
                Map.of(
                        "seeds: 1",
                        "seeds: 1\nsweep: {search: {broken: DOES}, trials: 2, over:"
                                + " {train.optimizer.learning-rate: [0.1, 0.2]}}"),
                "sweep.search"));
        forms.add(new BrokenForm(
                PluginKind.EXPORTER,
                "Exporter.OfWeights<Broken.Config>",
                "public String ending() { return \"broken\"; } public void write(" + c
                        + ", TrainedWeights t, OutputStream out) { $1 }",
                Map.of(),
                "--as"));
        forms.add(new BrokenForm(
                PluginKind.EXPORTER,
                "Exporter.OfTables<Broken.Config>",
                "public String ending() { $5 return \"broken\"; } public void write(" + c
                        + ", Table t, OutputStream out) { $1 }",
                Map.of(),
                "--as"));
        forms.add(new BrokenForm(
                PluginKind.SECTION,
                "ReportSection<Broken.Config>",
                "public SectionContent content(" + c + ", ReportedStudy s) { $1 return new SectionContent(\"t\","
                        + " List.of()); }",
                Map.of(),
                "--section"));
        return forms;
    }
}
