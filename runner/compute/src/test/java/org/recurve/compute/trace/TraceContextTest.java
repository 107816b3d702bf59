package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.GraphValues;

/** Declarations that contradict each other, and values of other traces. */
class TraceContextTest {
    private final GraphValues values = new GraphValues();
    private final TraceContext chunks = new TraceContext(List.of(), true, true, _ -> false);

    @Test
    void carriedStateIsZeroWhereSequencesArriveWhole() {
        TracedValue state = values.context().carried("h", Shape.of(2));
        assertArrayEquals(new double[][] {{0, 0}}, values.of(state));
        values.context().carry("h", state);
        assertEquals(Map.of(), values.context().carried());
        assertEquals(Map.of(), values.context().carries());
    }

    @Test
    void carriedStateHasOneShape() {
        TracedValue state = chunks.carried("h", Shape.of(2));
        chunks.carry("h", state);
        assertEquals(Map.of("h", Shape.of(2)), chunks.carried());
        assertEquals(Map.of("h", state.node()), chunks.carries());
        assertThrows(InvalidSetting.class, () -> chunks.carried("h", Shape.of(3)));
        assertThrows(
                InvalidSetting.class,
                () -> chunks.carry("h", chunks.plain(chunks.root().fill(0, 3), Shape.of(3))));
        assertThrows(InvalidSetting.class, () -> chunks.carry("c", state));
    }

    @Test
    void anExampleHasOneWeight() {
        TracedValue weight = values.value("weight", Shape.SCALAR, new double[] {2});
        assertEquals(Optional.empty(), values.context().weight());
        values.context().weigh(weight);
        assertEquals(Optional.of(weight.node()), values.context().weight());
        assertThrows(InvalidSetting.class, () -> values.context().weigh(weight));
    }

    @Test
    void aDefinitionIsRecordedFirst() {
        TracedValue x = values.value("x", Shape.of(1), new double[] {1});
        TracedValue y = (TracedValue) x.plus(1);
        y.definedBy(x);
        assertEquals(Map.of(y.node(), x.node()), values.context().definitions());
        assertThrows(IllegalArgumentException.class, () -> x.definedBy(y));
    }

    @Test
    void valuesBelongToOneTrace() {
        TracedValue foreign = chunks.plain(chunks.root().fill(0, 1), Shape.of(1));
        assertThrows(IllegalArgumentException.class, () -> values.context().own(foreign));
    }
}
