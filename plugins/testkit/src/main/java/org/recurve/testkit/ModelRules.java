package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.Program;

/**
 * Checks what is demanded of a layer, and of whatever can be made one.
 *
 * @param fields what the examples hold, {@code input} first
 */
record ModelRules(Spec<Layer<?>> layer, List<Field> fields) {
    static final Spec<Loss<?>> LOSS = new Spec<>(new Quadratic(), new NoConfig());

    ModelRules {
        fields = List.copyOf(fields);
    }

    ModelRules(Spec<Layer<?>> layer, Shape input) {
        this(layer, List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, Shape.SCALAR)));
    }

    List<ContractCheck> checks() {
        return all(new BitRules(layer, fields).checks());
    }

    /** Returns the same, for a layer in which examples meet in training. */
    List<ContractCheck> checksOfBatches() {
        return all(new BitRules(layer, fields).checksOfBatches());
    }

    private List<ContractCheck> all(List<ContractCheck> bits) {
        ContractCheck traced = new ContractCheck("traces the same model every time", this::tracesAlike);
        return Stream.of(List.of(traced), new DerivativeRules(layer, fields).checks(), bits)
                .flatMap(List::stream)
                .toList();
    }

    private void tracesAlike() {
        Program once = program(layer, fields);
        Program again = program(layer, fields);
        assertEquals(named(once), named(again));
        assertEquals(once.output(), again.output());
        assertEquals(ModelSummary.of(once), ModelSummary.of(again));
    }

    private static List<String> named(Program program) {
        return program.parameters().stream()
                .map(p -> p.name() + " " + p.weights() + " " + p.initializer().id() + " " + p.frozen())
                .toList();
    }

    Program program() {
        return program(layer, fields);
    }

    /** Returns the same followed by its gradient, to be timed. */
    ContractModel model() {
        return new ContractModel(new BitRules(layer, fields).program(), fields);
    }

    /** Returns outputs and input gradients of fixed examples in training. */
    double[] numbers() {
        return new BitRules(layer, fields).numbers();
    }

    /** Returns the layer alone as a model, under a convex loss. */
    static Program program(Spec<Layer<?>> layer, List<Field> fields) {
        return Program.trace(new Layers(List.of(new Part("subject", layer))), LOSS, fields);
    }
}
