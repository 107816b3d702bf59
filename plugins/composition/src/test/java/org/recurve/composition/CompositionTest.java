package org.recurve.composition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class CompositionTest {
    private static final Layers NONE = new Layers(List.of());

    private static LayerBlock.Config block(Part... parts) {
        return new LayerBlock.Config(Scaled.layers(parts));
    }

    private static Part blockPart(String name, Part... parts) {
        return new Part(name, new Spec<>(new LayerBlock(), block(parts)));
    }

    private static List<String> parameters(Program program) {
        return program.parameters().stream().map(Parameter::name).toList();
    }

    private static Program program(Part... parts) {
        return Forward.program(Scaled.layers(parts), new Field(Field.INPUT, Shape.of(2)));
    }

    @Test
    void aBlockIsItsLayersInOrder() {
        Forward block = Forward.of(
                new LayerBlock(),
                block(Scaled.part("a", 2, 2), blockPart("inner", Scaled.part("b", 3, 1))),
                Shape.of(2));
        assertArrayEquals(new float[] {6}, block.run(1, 2), 0.02f);
        assertEquals(List.of("subject.a.w", "subject.inner.b.w"), parameters(block.program()));
        assertArrayEquals(
                new float[] {1, 2},
                Forward.of(new LayerBlock(), block(), Shape.of(2)).run(1, 2));
    }

    /** What one part declares never moves another's numbers, however deep they stand. */
    @Test
    void neighboursDoNotMoveWhatAPartBeginsWith() {
        float alone = Forward.of(new LayerBlock(), block(Scaled.part("b", 1, 1)), Shape.of(1))
                .parameter("b.w")[0];
        LayerBlock.Config more = block(Scaled.part("a", 1, 1), Scaled.part("b", 1, 1));
        Forward both = Forward.of(new LayerBlock(), more, Shape.of(1));
        assertEquals(alone, both.parameter("b.w")[0]);
        assertNotEquals(alone, both.parameter("a.w")[0]);
    }

    @Test
    void aTieFindsAPartInsideABlock() {
        Part inner = Scaled.part("b", 1, 2);
        Part tied = new Part("c", inner.layer(), false, Optional.of("b"));
        assertEquals(List.of("block1.b.w"), parameters(program(blockPart("block1", inner), tied)));
        Part twin = new Part("block2", blockPart("block2", inner).layer(), false, Optional.of("block1"));
        assertEquals(List.of("block1.b.w"), parameters(program(blockPart("block1", inner), twin)));
    }

    @Test
    void aFrozenBlockFreezesItsLayers() {
        Part frozen =
                new Part("block1", blockPart("block1", Scaled.part("a", 1, 2)).layer(), true, Optional.empty());
        assertTrue(program(frozen).parameters().getFirst().frozen());
    }

    private static ParallelLayers.Config parallel(ParallelLayers.Join join) {
        Layers small = Scaled.layers(Scaled.part("x", 1, 2));
        Layers large = Scaled.layers(Scaled.part("y", 10, 2));
        return new ParallelLayers.Config(Map.of("wide", large, "narrow", small), join);
    }

    @Test
    void branchesAreJoinedInTheOrderOfTheirNames() {
        float[] x = {1, 2, 3, 4};
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 10, 20, 30, 40},
                Forward.of(new ParallelLayers(), parallel(ParallelLayers.Join.CONCAT), Shape.of(2, 2))
                        .run(x),
                0.01f);
        assertArrayEquals(
                new float[] {11, 22, 33, 44},
                Forward.of(new ParallelLayers(), parallel(ParallelLayers.Join.SUM), Shape.of(2, 2))
                        .run(x),
                0.01f);
        assertArrayEquals(
                new float[] {10, 40, 90, 160},
                Forward.of(new ParallelLayers(), parallel(ParallelLayers.Join.PRODUCT), Shape.of(2, 2))
                        .run(x),
                0.3f);
        assertEquals(
                List.of("subject.narrow.x.w", "subject.wide.y.w"),
                parameters(Forward.of(new ParallelLayers(), parallel(ParallelLayers.Join.SUM), Shape.of(2))
                        .program()));
    }

    @Test
    void aBranchWithoutLayersGivesItsInput() {
        ParallelLayers.Config skip =
                new ParallelLayers.Config(Map.of("a", NONE, "b", NONE), ParallelLayers.Join.CONCAT);
        assertArrayEquals(
                new float[] {1, 2, 1, 2},
                Forward.of(new ParallelLayers(), skip, Shape.of(2)).run(1, 2));
    }

    @Test
    void branchesThatDoNotFitAreNamedWithTheirShapes() {
        Layers one = Scaled.layers(Scaled.part("x", 1, 1));
        ParallelLayers.Config sum =
                new ParallelLayers.Config(Map.of("all", NONE, "first", one), ParallelLayers.Join.SUM);
        InvalidSetting misfit = assertThrows(
                InvalidSetting.class,
                () -> Forward.of(new ParallelLayers(), sum, Shape.of(2, 3)).program());
        assertEquals(
                "subject (parallel, input of shape 2×3): sum adds branches of one shape, but they give all 2×3, first"
                        + " 1×3; pad or pool until they agree",
                misfit.getMessage());
        ParallelLayers.Config concat =
                new ParallelLayers.Config(Map.of("all", NONE, "first", one), ParallelLayers.Join.CONCAT);
        assertEquals(
                Shape.of(3, 3),
                Forward.of(new ParallelLayers(), concat, Shape.of(2, 3))
                        .program()
                        .output());
        assertThrows(
                IllegalArgumentException.class, () -> new ParallelLayers.Config(Map.of(), ParallelLayers.Join.SUM));
    }

    @Test
    void aResidualAddsToItsInput() {
        ResidualLayer.Config config = new ResidualLayer.Config(Scaled.layers(Scaled.part("a", 4, 2)));
        assertArrayEquals(
                new float[] {5, 10},
                Forward.of(new ResidualLayer(), config, Shape.of(2)).run(1, 2),
                0.01f);
        ResidualLayer.Config narrow = new ResidualLayer.Config(Scaled.layers(Scaled.part("a", 4, 1)));
        InvalidSetting misfit = assertThrows(
                InvalidSetting.class,
                () -> Forward.of(new ResidualLayer(), narrow, Shape.of(2)).program());
        assertTrue(misfit.getMessage().contains("they turn 2 into 1"), misfit.getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        ResidualLayer.Config residual = new ResidualLayer.Config(Scaled.layers(Scaled.part("a", 0.5, 3)));
        return Stream.of(
                        Contract.layer(new LayerBlock(), block(Scaled.part("a", 2, 3), Scaled.part("b", 0.3, 2)), 3, 2),
                        Contract.layer(new ParallelLayers(), parallel(ParallelLayers.Join.CONCAT), 3, 2),
                        Contract.layer(new ParallelLayers(), parallel(ParallelLayers.Join.PRODUCT), 3, 2),
                        Contract.layer(new ResidualLayer(), residual, 3, 2))
                .flatMap(Contract::tests);
    }
}
