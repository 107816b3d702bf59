package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Part;
import org.recurve.app.Installed;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.document.Overrides;
import org.recurve.app.problem.UserError;

/** What each word of the delta language does. */
class DeltaTest {
    private static final String FILE = """
        study: digits
        data: {mnist: {train: 1000, validation: 200}}
        let: {width: 8, depth: 2}
        model:
          - conv: {filters: $width, kernel: 5}
          - {relu: {}, times: $depth}
          - {dense: 10, name: out}
        loss: cross-entropy
        train: {optimizer: {sgd: {learning-rate: 0.1, momentum: 0.9}}, epochs: 3, batch: 64}
        measure: [test.accuracy]
        """;

    private static Experiment read(String more) {
        return ExperimentReader.read("a.yaml", FILE + more, Installed.plugins(), Overrides.NONE, DeltaTest::size);
    }

    /** 100 parameters for each filter, and two operations for each. */
    private static ModelSize size(Configuration configuration) {
        String text = configuration.canonical().replaceAll(".*\"filters\":(\\d+).*", "$1");
        long filters = Long.parseLong(text) * (configuration.canonical().contains("\"kernel\":3") ? 1 : 2);
        return new ModelSize(filters * 100, filters * 200);
    }

    private static StudyVariant variant(String delta) {
        return read("ablate: {v: " + delta + "}").variants().get(1);
    }

    private static List<String> names(StudyVariant variant) {
        return variant.configuration().sections().model().parts().stream()
                .map(Part::name)
                .toList();
    }

    private static String canonical(StudyVariant variant) {
        return variant.configuration().canonical();
    }

    @Test
    void swapKeepsSettingsOfTheSameNameAndSaysSo() {
        StudyVariant variant = variant("{swap: {train.optimizer: adam}}");
        assertTrue(canonical(variant).contains("\"learning-rate\":{\"constant\":{\"value\":0.1}}"), canonical(variant));
        assertTrue(canonical(variant).contains("\"optimizer\":{\"adam\""), canonical(variant));
        assertEquals(
                List.of("swap of train.optimizer from sgd to adam keeps learning-rate, weight-decay"), variant.notes());
    }

    @Test
    void swapPrefersWhatIsGiven() {
        StudyVariant variant = variant("{swap: {train.optimizer: {adam: {learning-rate: 0.01}}}}");
        assertTrue(canonical(variant).contains("\"value\":0.01"), canonical(variant));
        assertEquals(List.of("swap of train.optimizer from sgd to adam keeps weight-decay"), variant.notes());
    }

    @Test
    void swappedLayersKeepTheirNames() {
        assertEquals(List.of("conv1", "relu1", "relu2", "out"), names(variant("{swap: {relu1: tanh}}")));
    }

    @Test
    void insertPutsLayersAfterOrBeforeAPart() {
        assertEquals(
                List.of("conv1", "t", "relu1", "relu2", "out"),
                names(variant("{insert: {after: conv1, layers: [{tanh: {}, name: t}]}}")));
        assertEquals(
                List.of("conv1", "relu1", "relu2", "s", "t", "out"),
                names(variant("{insert: {before: out, layers: [{tanh: {}, name: s}, {tanh: {}, name: t}]}}")));
    }

    @Test
    void matchScalesASettingUntilTheSizeIsTheBaselines() {
        StudyVariant variant = variant("[{conv1.kernel: 3}, {match: {conv1.filters: parameters}}]");
        assertTrue(canonical(variant).contains("\"filters\":16"), canonical(variant));
        assertEquals(
                List.of("match: conv1.filters = 16 gives 1,600 parameters; the baseline has 1,600"), variant.notes());
        assertTrue(canonical(variant("[{conv1.kernel: 3}, {match: {conv1.filters: flops}}]"))
                .contains("\"filters\":16"));
    }

    @Test
    void aNamedValueStandsWhereverItIsUsed() {
        Experiment experiment = read("ablate: {wide: {let.width: 16}, deep: {set: {let.depth: 3}}}");
        assertTrue(canonical(experiment.variants().getFirst()).contains("\"filters\":8"));
        assertTrue(canonical(experiment.variants().get(1)).contains("\"filters\":16"));
        assertEquals(
                List.of("conv1", "relu1", "relu2", "relu3", "out"),
                names(experiment.variants().get(2)));
    }

    @Test
    void aNamedValueThatWouldGiveAPartAnotherName() {
        String file = FILE.replace("  - {dense", "  - relu\n  - {dense") + "ablate: {deep: {let.depth: 3}}";
        UserError error = assertThrows(
                UserError.class, () -> ExperimentReader.read("a.yaml", file, Installed.plugins(), Overrides.NONE));
        assertEquals("""
                    a.yaml:12:17  let.depth: with this value the name "relu3" would go to another part
                        give the parts after the ones it changes names of their own: name: …\
                    """, error.getMessage());
    }

    @Test
    void modesMakeVariants() {
        String of = ", of: {a: {train.batch: 32}, b: {train.epochs: 2}, c: {conv1.kernel: 3}}}";
        assertEquals(List.of("baseline", "a", "b", "c"), titles("ablate: {mode: leave-one-out" + of));
        assertEquals(
                List.of("baseline", "none", "only-a", "only-b", "only-c"), titles("ablate: {mode: add-one-in" + of));
        assertEquals(List.of("baseline", "a", "b", "c", "a+b", "a+c", "b+c"), titles("ablate: {mode: pairs" + of));
        Experiment alone = read("ablate: {mode: add-one-in" + of);
        assertEquals(32, batch(alone.variants().get(1)), "none of them: all are taken away");
        assertEquals(64, batch(alone.variants().get(2)));
        assertEquals(32, batch(alone.variants().get(3)));
    }

    @Test
    void oneFactorSetsEachPathToEachValue() {
        assertEquals(
                List.of("baseline", "kernel-3", "kernel-7", "learning-rate-0.01", "sharing-tiled-2"),
                titles("ablate: {mode: one-factor, of: {conv1.kernel: [3, 7],"
                        + " train.optimizer.learning-rate: 0.01, conv1.sharing: [{tiled: 2}]}}"));
    }

    @Test
    void tasksAreCrossedWithTheVariants() {
        Experiment experiment = read("""
            ablate: {wide: {let.width: 16}}
            tasks: {small: {data.train: 100}, large: {data.train: 900}}
            seeds: 2
            expect: [test.accuracy of baseline/large >= 0]
            """);
        assertEquals(
                List.of("baseline/small", "wide/small", "baseline/large", "wide/large"),
                experiment.variants().stream().map(StudyVariant::title).toList());
        assertTrue(canonical(experiment.variants().get(3)).contains("\"train\":900"));
        assertTrue(canonical(experiment.variants().get(3)).contains("\"filters\":16"));
        assertEquals("wide/small/0", experiment.plan(1).trials().get(1).title());
    }

    @Test
    void seedsVaryWhatTheyAreToldTo() {
        Experiment usual = read("seeds: {count: 2, from: 3}");
        assertFalse(usual.plan(1).trials().getFirst().configuration().contains("vary"));
        assertEquals(3, usual.plan(1).trials().getFirst().draws().order());
        Experiment order = read("seeds: {count: 2, from: 3, vary: order}");
        assertEquals(0, order.plan(1).trials().getFirst().draws().init());
        assertEquals(3, order.plan(1).trials().getFirst().draws().order());
        assertTrue(order.plan(1).trials().getFirst().configuration().contains("\"vary\":[\"order\"]"));
    }

    @Test
    void aSplitIsVariedByTheDataSetsOwnSeed() {
        String file = FILE.replace("mnist: {train: 1000, validation: 200}", "adding: {steps: 4}")
                + "seeds: {count: 2, from: 5, vary: [init, order, noise, split]}";
        Experiment experiment = ExperimentReader.read("a.yaml", file, Installed.plugins(), Overrides.NONE);
        String second = experiment.plan(1).trials().get(1).configuration();
        assertEquals(2, second.split("\"seed\":6", -1).length - 1, second);
    }

    private static int batch(StudyVariant variant) {
        return variant.configuration().sections().train().batch();
    }

    private static List<String> titles(String more) {
        return read(more).variants().stream().map(StudyVariant::title).toList();
    }
}
