package org.recurve.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/**
 * Runs a layer on one example, for tests that know the numbers:
 * {@code Forward.of(new Relu(), new NoConfig(), Shape.of(2)) .run(-1, 1)} is {@code [0, 1]}.
 *
 * @param spec the layer
 * @param fields what the example holds, {@code input} first
 * @param values the fields' numbers, but for the input
 */
public record Forward(Spec<Layer<?>> spec, List<Field> fields, Map<String, float[]> values) {
    public Forward {
        fields = List.copyOf(fields);
        values = Map.copyOf(values);
    }

    /** @param input the shape of the example */
    public static <C extends Record> Forward of(Layer<C> layer, C config, Shape input) {
        List<Field> fields = List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, Shape.SCALAR));
        return new Forward(new Spec<>(layer, config), fields, Map.of(Field.TARGET, new float[1]));
    }

    /**
     * Returns a loss as a layer, from a model's output to one number.
     *
     * @param output the shape of the model's output
     */
    public static <C extends Record> Forward loss(Loss<C> loss, C config, Shape output) {
        return of(new LossLayer(), new LossLayer.Config(new Spec<>(loss, config)), output);
    }

    /** Returns the same example with one more field, or other numbers in it. */
    public Forward with(Field field, float... numbers) {
        List<Field> more = new ArrayList<>(fields);
        more.removeIf(old -> old.name().equals(field.name()));
        more.add(field);
        Map<String, float[]> all = new HashMap<>(values);
        all.put(field.name(), numbers);
        return new Forward(spec, more, all);
    }

    /** Several layers as a model, under a loss that any output fits. */
    public static Program program(Layers layers, Field input) {
        List<Field> fields = List.of(input, new Field(Field.TARGET, Shape.SCALAR));
        return Program.trace(layers, ModelRules.LOSS, fields);
    }

    /** Returns the layer as a model on its own. */
    public Program program() {
        return ModelRules.program(spec, fields);
    }

    /** Returns the output, row-major, in evaluation mode, with parameters as they begin. */
    public float[] run(float... input) {
        Program program = program();
        Map<String, float[]> example = new HashMap<>(values);
        example.put(Field.INPUT, input);
        try (Session session = new Session(program, 1, TestNumbers.stream("draws"), 1)) {
            Batch batch = new Batch(1, example, new long[1], false, 0);
            return session.evaluate(program.start(TestNumbers.stream("start")), batch)
                    .outputs()
                    .clone();
        }
    }

    /** Returns the numbers with which a parameter of the layer begins, row-major. */
    public float[] parameter(String name) {
        Vector theta = program().start(TestNumbers.stream("start")).theta();
        Segment segment = theta.segments().stream()
                .filter(s -> s.name().equals("subject." + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter " + name + " among " + theta.segments()));
        int from = segment.offset();
        return Arrays.copyOfRange(theta.toArray(), from, from + segment.shape().size());
    }

    /** Returns an initialiser that draws these numbers, for a parameter of as many elements. */
    public static Spec<Initializer<?>> given(float... numbers) {
        return new Spec<>(new GivenValues(), new GivenValues.Config(numbers));
    }

    /** Numbers that are known beforehand. */
    @Plugin(id = "given", summary = "the numbers given")
    static final class GivenValues implements Initializer<GivenValues.Config> {
        record Config(float[] numbers) {}

        @Override
        public float[] draw(Config config, Weights weights, Stream random) {
            return config.numbers().clone();
        }
    }
}
