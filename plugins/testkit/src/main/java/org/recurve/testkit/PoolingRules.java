package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/**
 * Checks what is demanded of a pooling beside the rules of a layer: finite numbers and gradients in windows that lie mostly beyond an edge,
 * or behind the end of a sequence, and where all elements are 0, as behind a rectifier.
 */
record PoolingRules(Spec<Pooling<?>> pooling) {
    private static final Shape IMAGE = Shape.of(2, 5, 4);
    private static final Shape SEQUENCE = Shape.of(2, 7);

    List<ContractCheck> checks() {
        Spec<Layer<?>> edges = new Spec<>(new EdgeWindows(), new EdgeWindows.Config(pooling));
        Spec<Layer<?>> ended = new Spec<>(new EndedWindows(), new EndedWindows.Config(pooling));
        return List.of(
                new ContractCheck(
                        "gives finite numbers and gradients in windows with one element that exists",
                        () -> finite(edges, IMAGE, 1, TestNumbers.floats("image", IMAGE.size()))),
                new ContractCheck(
                        "gives finite numbers and gradients in windows of zeros",
                        () -> finite(edges, IMAGE, 1, new float[IMAGE.size()])),
                new ContractCheck(
                        "gives finite numbers and gradients in a window over a sequence of one step",
                        () -> finite(ended, SEQUENCE, 1, TestNumbers.floats("sequence", SEQUENCE.size()))));
    }

    private static void finite(Spec<Layer<?>> layer, Shape input, int length, float[] values) {
        List<Field> fields = List.of(
                new Field(Field.INPUT, input),
                new Field(Field.TARGET, Shape.SCALAR),
                new Field(Field.LENGTH, Shape.SCALAR));
        Program program = ModelRules.program(new Spec<>(new WithGradient(), new WithGradient.Config(layer)), fields);
        Map<String, float[]> example =
                Map.of(Field.INPUT, values, Field.TARGET, new float[1], Field.LENGTH, new float[] {length});
        try (Session session = new Session(program, 1, TestNumbers.stream("draws"), 1)) {
            for (boolean training : new boolean[] {false, true}) {
                float[] given = session.evaluate(
                                program.start(TestNumbers.stream("start")),
                                new Batch(1, example, new long[1], training, 0))
                        .outputs();
                int outputs = given.length - input.size();
                for (int i = 0; i < given.length; i++) {
                    int at = i;
                    assertTrue(
                            Float.isFinite(given[i]),
                            () -> (at < outputs ? "output " + at : "the gradient of input " + (at - outputs)) + " is "
                                    + given[at] + (training ? " in training" : " in evaluation"));
                }
            }
        }
    }

    /** A pooling on windows of which those in the corners have one element that exists. */
    @Plugin(id = "edge-windows", summary = "a pooling on windows that reach far beyond the edges")
    static final class EdgeWindows implements Layer<EdgeWindows.Config> {
        record Config(Spec<Pooling<?>> pooling) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            Extents one = new Extents(List.of(1));
            Windowing windowing = new Windowing(new Extents(List.of(3)), one, Padding.of(2), one);
            return x.windows(windowing, window -> scope.reduce("pooling", config.pooling(), window));
        }
    }

    /** A pooling over all of a sequence, which ends long before its last position. */
    @Plugin(id = "ended-windows", summary = "a pooling over a sequence that ends early")
    static final class EndedWindows implements Layer<EndedWindows.Config> {
        record Config(Spec<Pooling<?>> pooling) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            Value sequence =
                    scope.withTrueLength(x, 1, scope.field(Field.LENGTH).orElseThrow());
            return sequence.windows(
                    Windowing.of(new Extents(List.of(x.shape().dim(1)))),
                    window -> scope.reduce("pooling", config.pooling(), window));
        }
    }
}
