package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;
import org.recurve.compute.trace.declaration.FieldRequirement;

/** Fields that are read as indexes must hold some. */
class IndexDemandTest {
    private final GraphValues values =
            new GraphValues(new Field("target", Shape.SCALAR), new Field("input", Shape.of(3)));
    private final TraceContext context = values.context();

    private static FieldRequirement.ClassIndexBound bound(TraceContext context) {
        assertEquals(1, context.demands().size());
        FieldRequirement demand = context.demands().iterator().next();
        assertEquals("target", demand.field());
        return (FieldRequirement.ClassIndexBound) demand.bound();
    }

    @Test
    void anIndexMustChooseAnElement() {
        TracedValue table = values.parameter("table", Shape.of(5, 2), new double[10]);
        table.gather(context.field("target"));
        assertEquals(new FieldRequirement.ClassIndexBound(5), bound(context));
    }

    @Test
    void aFieldComparedWithTheClassesMustBeOne() {
        Value classes = context.plain(values.graph().literal(0, 1, 2), Shape.of(3));
        context.field("target").equalTo(classes);
        assertEquals(new FieldRequirement.ClassIndexBound(3), bound(context));
    }

    @Test
    void nothingIsDemandedOfOtherValues() {
        Value others = context.plain(values.graph().literal(0, 2, 1), Shape.of(3));
        context.field("target").equalTo(others);
        context.field("input").equalTo(1);
        assertEquals(Set.of(), context.demands());
    }
}
