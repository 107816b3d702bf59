package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;

/** What is demanded of a loss: one number an example, and all that is demanded of a layer. */
record LossRules(Spec<Loss<?>> loss, Shape output, Field target) {
    List<ContractCheck> checks() {
        Spec<Layer<?>> judged = new Spec<>(new LossLayer(), new LossLayer.Config(loss));
        List<Field> fields = List.of(new Field(Field.INPUT, output), target);
        ContractCheck scalar = new ContractCheck(
                "gives one number an example",
                () -> assertEquals(
                        Shape.SCALAR, ModelRules.program(judged, fields).output()));
        return Stream.concat(Stream.of(scalar), new ModelRules(judged, fields).checks().stream())
                .toList();
    }
}
