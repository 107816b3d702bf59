package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.app.configuration.TrialSections;
import org.recurve.app.document.Overrides;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.UserError;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.declaration.Parameter;

/** Layers inside layers: how they are named, copied, tied and found by paths. */
class CompositionTest {
    private static final Path NONE = Path.of("target", "no-plugins-here");
    private static final PluginRegistry ALL = new PluginFolder(NONE, NONE).registry();

    private static Experiment read(String model, String ablate) {
        String file = "study: composed\nquestion: q\ndata: mnist\nmodel:\n" + model.indent(2)
                + "loss: squared-error\ntrain: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 1}\n"
                + ablate;
        return ExperimentReader.read("a.yaml", file, ALL, Overrides.NONE);
    }

    private static List<String> parameters(StudyVariant variant) {
        TrialSections sections = variant.configuration().sections();
        List<Field> fields = List.of(new Field(Field.INPUT, Shape.of(1, 8, 8)), new Field(Field.TARGET, Shape.SCALAR));
        return Program.trace(sections.model(), sections.loss(), fields).parameters().stream()
                .map(Parameter::name)
                .filter(name -> name.endsWith(".w"))
                .toList();
    }

    private static List<String> parameters(String model) {
        return parameters(read(model, "").variants().getFirst());
    }

    @Test
    void aComplexLayerIsABlockOfSimpleOnes() {
        assertEquals(List.of("c1.conv1.w", "dense1.w"), parameters("""
            - block: [{conv: {filters: 2, kernel: 3}}, relu, {pool: 2}]
              name: c1
            - dense: 1
            """));
    }

    @Test
    void aListOfLayersIsABlock() {
        assertEquals(List.of("block1.block2.dense2.w", "block1.dense1.w", "dense3.w"), parameters("""
            - [{dense: 3}, [{dense: 2}]]
            - dense: 1
            """));
    }

    @Test
    void copiesHaveNamesOfTheirOwn() {
        assertEquals(
                List.of("s1.deep11.x11.w", "s1.deep12.x12.w", "s2.deep21.x21.w", "s2.deep22.x22.w"), parameters("""
                    - block: [{block: [{dense: 1, name: x}], name: deep, times: 2}]
                      name: s
                      times: 2
                    """));
        assertEquals(List.of("block1.dense1.w", "block2.dense2.w"), parameters("""
            - {block: [{dense: 1}], times: 2}
            """));
    }

    @Test
    void aTieInACopyMeansThePartBesideIt() {
        assertEquals(List.of("dense6.w", "s1.x1.w", "s2.x2.w"), parameters("""
            - {block: [{dense: 64, name: x}, {dense: 64, name: y, tie: x}], name: s, times: 2}
            - {dense: 64, name: z, tie: y2}
            - {dense: 1}
            """));
    }

    @Test
    void branchesHoldPartsThatVariantsCanChange() {
        Experiment experiment = read("""
            - parallel:
                branches:
                  two: {conv: {filters: 1, kernel: 2, padding: same}, name: two}
                  three: [{conv: {filters: 1, kernel: 3, padding: same}, name: three}, relu]
            - {global-pool: max}
            - {dense: 1}
            """, """
            ablate:
              wider: {set: {two.kernel: 5}}
              without: {remove: three}
            """);
        assertEquals(
                List.of("dense1.w", "parallel1.three.three.w", "parallel1.two.two.w"),
                parameters(experiment.variants().get(0)));
        assertTrue(experiment.variants().get(1).configuration().canonical().contains("\"kernel\":5"));
        assertEquals(
                List.of("dense1.w", "parallel1.two.two.w"),
                parameters(experiment.variants().get(2)));
    }

    @Test
    void namesAreUniqueHoweverDeep() {
        UserError error =
                assertThrows(UserError.class, () -> parameters("- {dense: 1, name: a}\n- [{dense: 1, name: a}]"));
        assertTrue(error.getMessage().contains("two parts are named \"a\""), error.getMessage());
    }
}
