package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Part;
import org.recurve.app.Installed;
import org.recurve.app.document.Overrides;
import org.recurve.app.problem.UserError;
import org.recurve.engine.spec.TrialSpec;

class ExperimentReaderTest {
    private static final String FILE = """
            study: digits
            question: why
            data: {mnist: {train: 1000, validation: 200}}
            model:
              - conv: {filters: 8, kernel: 5}
              - relu
              - {conv: {filters: 4, kernel: 3}, name: second, frozen: true}
              - {relu: {}, times: 2}
              - dense: 10
            loss: cross-entropy
            train: {optimizer: {sgd: {learning-rate: 1e-1}}, epochs: 3, batch: 64}
            measure: [test.accuracy, validation.loss]
            select: {validation.loss: min}
            seeds: 2
            ablate:
              unshared: {set: {conv1.sharing: unshared}}
              without: {remove: [conv1, relu2]}
              other: [{replace: {relu1: tanh}}, {train.batch: 32}]
              every: {"*.kernel": 3}
            quick: {train.epochs: 1, seeds: 1}
            """;

    private static Experiment read(Overrides overrides) {
        return ExperimentReader.read("a.yaml", FILE, Installed.plugins(), overrides);
    }

    private static List<String> names(Experiment experiment, int variant) {
        return experiment.variants().get(variant).configuration().sections().model().parts().stream()
                .map(Part::name)
                .toList();
    }

    @Test
    void partsAreNamedInDocumentOrderAndRemovalRenamesNothing() {
        Experiment experiment = read(Overrides.NONE);
        assertEquals(List.of("conv1", "relu1", "second", "relu2", "relu3", "dense1"), names(experiment, 0));
        assertEquals(List.of("relu1", "second", "relu3", "dense1"), names(experiment, 2));
        assertEquals(List.of("conv1", "relu1", "second", "relu2", "relu3", "dense1"), names(experiment, 3));
    }

    @Test
    void variantsHaveTheirChangesAndNothingElse() {
        Experiment experiment = read(Overrides.NONE);
        String baseline = experiment.variants().getFirst().configuration().canonical();
        String unshared = experiment.variants().get(1).configuration().canonical();
        assertEquals(
                baseline.replaceFirst("\"sharing\":\\{\"shared\":\\{}}", "\"sharing\":{\"unshared\":{}}"), unshared);
        assertTrue(
                experiment.variants().get(3).configuration().canonical().contains("{\"name\":\"relu1\",\"tanh\":{}}"));
        assertEquals(
                32,
                experiment.variants().get(3).configuration().sections().train().batch());
        assertEquals(
                baseline.replace("\"kernel\":5", "\"kernel\":3"),
                experiment.variants().get(4).configuration().canonical());
    }

    @Test
    void aStudyIsEveryVariantWithEverySeed() {
        List<TrialSpec> trials = read(Overrides.NONE).plan(1).trials();
        assertEquals(10, trials.size());
        assertEquals("baseline", trials.getFirst().variant());
        assertTrue(trials.getFirst().configuration().contains("\"seed\":0"));
        assertEquals(
                10, trials.stream().map(TrialSpec::configuration).distinct().count());
    }

    @Test
    void theConfigurationIsCanonicalHoweverTheFileIsWritten() {
        String other = FILE.replace("- relu\n", "- {relu: {}, name: relu1}\n")
                .replace("learning-rate: 1e-1", "momentum: 0, learning-rate: 0.10")
                .replace("kernel: 5", "kernel: 5, stride: 1, sharing: {shared: {}}")
                .replace("[test.accuracy, validation.loss]", "[validation.loss, test.accuracy]");
        Experiment same = ExperimentReader.read("b.yaml", other, Installed.plugins(), Overrides.NONE);
        assertEquals(
                read(Overrides.NONE).variants().getFirst().configuration().canonical(),
                same.variants().getFirst().configuration().canonical());
    }

    @Test
    void theCommandLineChangesTheBaselineOfAllVariants() {
        Experiment experiment =
                read(new Overrides(false, List.of("train.batch=16", "conv1.padding=same"), List.of(99L)));
        assertEquals(List.of(99L), experiment.seeds());
        for (StudyVariant variant : experiment.variants().subList(0, 2)) {
            assertEquals(16, variant.configuration().sections().train().batch());
            assertTrue(variant.configuration().canonical().contains("\"padding\":\"same\""));
        }
    }

    @Test
    void theQuickFormIsAStudyOfItsOwn() {
        Experiment quick = read(new Overrides(true, List.of(), List.of()));
        assertEquals("digits-quick", quick.study());
        assertEquals(
                1,
                quick.variants().getFirst().configuration().sections().train().epochs());
        assertEquals(List.of(0L), quick.seeds());
        assertEquals(
                3,
                read(Overrides.NONE)
                        .variants()
                        .getFirst()
                        .configuration()
                        .sections()
                        .train()
                        .epochs());
    }

    @Test
    void aWrongOverrideNamesTheOption() {
        UserError error = assertThrows(
                UserError.class, () -> read(new Overrides(false, List.of("train.batc=16", "nothing"), List.of())));
        assertEquals("""
                --set nothing  expected path=value, such as --set train.batch=32
                --set train.batc=16  train.batc: train has no setting "batc". Did you mean "batch"?
                    settings of train: optimizer, clip, penalty, groups, constrain, truncate, bucket, epochs, epoch-size, batch, patience, until, curvature-batch, evaluation-batch, augment""", error.getMessage());
    }

    @Test
    void seedsAreANumberAListOrARange() {
        assertEquals(List.of(0L, 1L), read(Overrides.NONE).seeds());
        assertEquals(List.of(5L, 7L), seeds("[5, 7]"));
        assertEquals(LongStream.range(100, 103).boxed().toList(), seeds("{count: 3, from: 100}"));
        assertThrows(UserError.class, () -> seeds("[1, 1]"));
        assertThrows(UserError.class, () -> seeds("{count: 0}"));
    }

    private static List<Long> seeds(String yaml) {
        String file = FILE.replace("seeds: 2", "seeds: " + yaml);
        return ExperimentReader.read("a.yaml", file, Installed.plugins(), Overrides.NONE)
                .seeds();
    }

    @Test
    void anInsertedLayerNeedsAName() {
        String file = FILE.replace("{train.batch: 32}", "{set: {model: [relu, {dense: 10, name: out}]}}")
                .replace("{replace: {relu1: tanh}}, ", "");
        UserError error = assertThrows(
                UserError.class, () -> ExperimentReader.read("a.yaml", file, Installed.plugins(), Overrides.NONE));
        assertTrue(error.getMessage().contains("an inserted layer needs a name"), error.getMessage());
        assertFalse(error.getMessage().contains("\n"), error.getMessage());
    }
}
