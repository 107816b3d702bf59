package org.recurve.app.attack;

import java.util.HashMap;
import java.util.Map;
import org.recurve.app.plugins.PluginKind;

/**
 * How a kind of plugin is written, and named in a file.
 *
 * @param service what is implemented
 * @param methods $1, $2… is where the first, second… fails
 * @param part of the file that names it, in place of another
 * @param path of the part or section that is told
 */
record BrokenForm(String service, String methods, Map<String, String> part, String path) {
    static Map<PluginKind, BrokenForm> all() {
        String c = "Config c";
        Map<PluginKind, BrokenForm> forms = new HashMap<>();
        forms.put(
                PluginKind.LAYER,
                new BrokenForm(
                        "Layer<Broken.Config>",
                        "public Value forward(" + c + ", Scope s, Value x) { $1 return x; }",
                        Map.of("relu", "broken: DOES"),
                        "broken1"));
        forms.put(
                PluginKind.ACTIVATION,
                new BrokenForm(
                        "Activation<Broken.Config>",
                        "public Value apply(" + c + ", Value x) { $1 return x; }",
                        Map.of("relu", "broken: DOES"),
                        "broken1"));
        forms.put(
                PluginKind.CELL,
                new BrokenForm(
                        "Cell<Broken.Config, Broken.S>",
                        "public record S(Value h) {} public S start(" + c
                                + ", Scope s) { $1 return new S(s.zeros(2)); }"
                                + " public Step<S> step(" + c + ", Scope s, Value x, S h) { $2 Value y ="
                                + " s.linear(\"W\", x, 2).plus(h.h()); return new Step<>(y, new S(y)); }",
                        Map.of(
                                "conv: {filters: 2, kernel: 2, padding: same}",
                                "recurrent: {cell: {broken: DOES}}",
                                "pool: 2, ",
                                ""),
                        "recurrent1"));
        forms.put(
                PluginKind.POOLING,
                new BrokenForm(
                        "Pooling<Broken.Config>",
                        "public Value reduce(" + c + ", Scope s, Window w) { $1 return w.sum(); }",
                        Map.of("pool: 2", "pool: {by: {broken: DOES}, size: 2}"),
                        "pool1"));
        forms.put(
                PluginKind.SHARING,
                new BrokenForm(
                        "Sharing<Broken.Config>",
                        "public int bank(" + c + ", Position at) { $1 return 0; } public int tap(" + c
                                + ", Position at, int tap) { $2 return tap; }",
                        Map.of("padding: same", "padding: same, sharing: {broken: DOES}"),
                        "conv1"));
        forms.put(
                PluginKind.CONNECTIVITY,
                new BrokenForm(
                        "Connectivity<Broken.Config>",
                        "public boolean connected(" + c + ", Channels of, int from, int to) { $1 return true; }",
                        Map.of("padding: same", "padding: same, connectivity: {broken: DOES}"),
                        "conv1"));
        forms.put(
                PluginKind.INITIALIZER,
                new BrokenForm(
                        "Initializer<Broken.Config>",
                        "public float[] draw(" + c
                                + ", Weights of, Stream random) { $1 return new float[of.shape().size()]; }",
                        Map.of("dense: 1", "dense: {units: 1, initializer: {broken: DOES}}"),
                        "dense1"));
        forms.put(
                PluginKind.REGULARIZER,
                new BrokenForm(
                        "Regularizer<Broken.Config>",
                        "public Value penalty(" + c + ", Value p) { $1 return p.square().sum(); }",
                        Map.of("epochs: 1", "epochs: 1, penalty: {by: {broken: DOES}}"),
                        "train.penalty"));
        forms.put(
                PluginKind.LOSS,
                new BrokenForm(
                        "Loss<Broken.Config>",
                        "public Value loss(" + c
                                + ", Scope s, Value y, Value t) { $1 return y.minus(t).square().sum(); }"
                                + " public java.util.OptionalInt ignored(" + c
                                + ") { $2 return java.util.OptionalInt.empty(); }",
                        Map.of("loss: squared-error", "loss: {broken: DOES}"),
                        "loss"));
        forms.put(
                PluginKind.OPTIMIZER,
                new BrokenForm(
                        "Optimizer<Broken.Config, Broken.S>",
                        "public record S(long n) {} public S start(" + c + ", Vector theta) { $1 return new S(0); }"
                                + " public Move<S> step(" + c + ", S s, Objective at) { $2 return new"
                                + " Move<>(at.theta(), s); }",
                        Map.of("{sgd: 0.01}", "{broken: DOES}"),
                        "train.optimizer"));
        forms.put(
                PluginKind.SCHEDULE,
                new BrokenForm(
                        "Schedule<Broken.Config>",
                        "public double at(" + c + ", Progress p) { $1 return 0.01; }",
                        Map.of("{sgd: 0.01}", "{sgd: {learning-rate: {broken: DOES}}}"),
                        "train.optimizer"));
        forms.put(
                PluginKind.CLIPPER,
                new BrokenForm(
                        "Clipper<Broken.Config>",
                        "public Vector clip(" + c + ", Vector theta, Vector g) { $1 return g; }",
                        Map.of("epochs: 1", "epochs: 1, clip: {broken: DOES}"),
                        "train.clip"));
        forms.put(
                PluginKind.CONSTRAINT,
                new BrokenForm(
                        "Constraint<Broken.Config>",
                        "public Vector project(" + c + ", Vector theta, Predicate<Segment> of) { $1 return theta; }",
                        Map.of("epochs: 1", "epochs: 1, constrain: {by: {broken: DOES}}"),
                        "train.constrain"));
        forms.put(
                PluginKind.METRIC,
                new BrokenForm(
                        "Metric<Broken.Config>",
                        "public Accumulator accumulator(" + c
                                + ") { $1 return new Accumulator() { public void add(Sample s)"
                                + " { $2 } public double value() { $3 return 0; } }; } public Better better() { return"
                                + " Better.LOWER; } public void check(" + c + ", Prediction p) { $4 }",
                        Map.of("test.mean-squared-error", "{test.broken: {does: DOES}}"),
                        "measure"));
        forms.put(
                PluginKind.DATASET,
                new BrokenForm(
                        "Dataset<Broken.Config>",
                        "public Data open(" + c + ", org.recurve.api.data.Files f) { $1 return null; }"
                                + " public List<Source> sources(" + c + ") { $2 return List.of(); }",
                        Map.of("data: squares", "data: {broken: DOES}"),
                        "data"));
        forms.put(
                PluginKind.SEARCH,
                new BrokenForm(
                        "Search<Broken.Config>",
                        "public int sees(" + c + ", int trial) { $1 return 0; } public Optional<Suggestion> next(" + c
                                + ", List<Axis> axes, int trial, List<Observation> seen, Stream random) { $2 return"
                                + " Optional.empty(); }",
                        Map.of(
                                "seeds: 1",
                                "seeds: 1\ntune: {search: {broken: DOES}, trials: 2, by: validation.loss, over:"
                                        + " {train.optimizer.learning-rate: [0.1, 0.2]}}"),
                        ""));
        forms.put(
                PluginKind.EXPORTER,
                new BrokenForm(
                        "Exporter.OfTables<Broken.Config>",
                        "public String ending() { return \"broken\"; } public void write(" + c
                                + ", Table t, OutputStream out) { $1 }",
                        Map.of(),
                        "--as"));
        return forms;
    }
}
