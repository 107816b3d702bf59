package org.recurve.compute.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.compute.Nets;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.MemoryFootprint;
import org.recurve.compute.session.Session;

/** Examples of another size than the one a model was traced on. */
class ShapeSpecializationsTest {
    private static final Progress START = new Progress(0, 0, 1, 1);

    private static float[] gradient(Program program, Session session, Batch batch) {
        ModelState state = program.start(Stream.of(7));
        return session.objective(state, batch, START, List.of()).gradient().toArray();
    }

    private static Batch ofSize(Batch native1, Shape input) {
        return new Batch(
                native1.examples(),
                native1.fields(),
                native1.ids(),
                native1.training(),
                native1.step(),
                Optional.empty(),
                Map.of(Field.INPUT, input));
    }

    /** One session for all sizes, more of them than are kept, gives for each what a session of that size alone gives. */
    @Test
    void eachSizeHasTheBitsOfAModelTracedOnItAlone() {
        Program program = Nets.pooledOver(Shape.of(1, 20, 20)).program();
        try (Session session = new Session(program, 16, Stream.of(1), 2)) {
            for (int round = 0; round < 2; round++) {
                for (int height = 3; height < 14; height++) {
                    Nets.Net net = Nets.pooledOver(Shape.of(1, height, 20 - height));
                    Batch batch = net.batch(5, height, true);
                    Program alone = net.program();
                    try (Session own = new Session(alone, 16, Stream.of(1), 1)) {
                        Batch sized = ofSize(batch, Shape.of(1, height, 20 - height));
                        assertArrayEquals(gradient(alone, own, batch), gradient(program, session, sized));
                        assertArrayEquals(
                                own.evaluate(alone.start(Stream.of(7)), batch).outputs(),
                                session.evaluate(program.start(Stream.of(7)), sized)
                                        .outputs());
                    }
                }
            }
        }
    }

    @Test
    void ofManySizesThoseLastUsedAreKept() {
        Program program = Nets.pooledOver(Shape.of(1, 20, 20)).program();
        Map<String, Shape> first = Map.of(Field.INPUT, Shape.of(1, 3, 3));
        Program kept = program.ofSize(first);
        for (int i = 1; i < ShapeSpecializations.KEPT; i++) {
            program.ofSize(Map.of(Field.INPUT, Shape.of(1, 3 + i, 3)));
        }
        assertSame(kept, program.ofSize(first));
        for (int i = 1; i <= ShapeSpecializations.KEPT; i++) {
            program.ofSize(Map.of(Field.INPUT, Shape.of(1, 3, 3 + i)));
        }
        assertNotSame(kept, program.ofSize(first));
    }

    /** The sum of what nets of the largest sizes alone would take, of as many as are kept. */
    @Test
    void memoryIsThatOfThePlansThatAreKept() {
        Program program = Nets.pooledOver(Shape.of(1, 20, 20)).program();
        Set<Quantity> asked = Set.of(Quantity.GRADIENT, Quantity.OUTPUT);
        Set<Map<String, Shape>> sizes = new LinkedHashSet<>();
        MemoryFootprint expected = new MemoryFootprint(0, 0, 0);
        for (int height = 4; height < 20; height++) {
            sizes.add(Map.of(Field.INPUT, Shape.of(1, height, 10)));
            if (height >= 20 - ShapeSpecializations.KEPT) {
                Program alone = Nets.pooledOver(Shape.of(1, height, 10)).program();
                expected = expected.plus(MemoryFootprint.of(alone, Set.of(), asked, 16));
            }
        }
        assertEquals(expected, MemoryFootprint.of(program, sizes, asked, 16));
    }

    @Test
    void theOwnSizeIsTheProgramItself() {
        Program program = Nets.pooledOver(Shape.of(1, 6, 6)).program();
        assertEquals(program, program.ofSize(Map.of(Field.INPUT, Shape.of(1, 6, 6))));
        assertEquals(program, program.ofSize(Map.of()));
    }

    @Test
    void refusesASizeThatNeedsOtherParametersOrDoesNotFit() {
        Program dense = Nets.convolutional().program();
        String refused = assertThrows(InvalidSetting.class, () -> dense.ofSize(Map.of(Field.INPUT, Shape.of(1, 11, 9))))
                .getMessage();
        assertTrue(
                refused.matches(
                        "part\\d\\.w: has the shape .* for the largest examples, but would need .*global or adaptive"
                                + " pooling.*input of shape 1×11×9\\)"),
                refused);
        Program pooled = Nets.pooledOver(Shape.of(1, 6, 6)).program();
        String small = assertThrows(InvalidSetting.class, () -> pooled.ofSize(Map.of(Field.INPUT, Shape.of(1, 2, 9))))
                .getMessage();
        assertTrue(small.contains("does not fit into an extent of 2") && small.contains("input of shape 1×2×9"), small);
    }
}
