package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;

/** Checks what is demanded of a loss: one number an example, and all that is demanded of a layer. */
record LossRules(Spec<Loss<?>> loss, Shape output, Field target) {
    List<ContractCheck> checks() {
        ModelRules model = model();
        ContractCheck scalar = new ContractCheck(
                "gives one number an example",
                () -> assertEquals(Shape.SCALAR, model.program().output()));
        return Stream.concat(Stream.of(scalar), model.checks().stream()).toList();
    }

    /** Returns the loss as a layer, from outputs to one number. */
    ModelRules model() {
        Spec<Layer<?>> judged = new Spec<>(new LossLayer(), new LossLayer.Config(loss));
        return new ModelRules(judged, List.of(new Field(Field.INPUT, output), target));
    }
}
