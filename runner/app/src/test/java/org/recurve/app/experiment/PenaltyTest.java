package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.app.document.Overrides;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.compute.program.PenaltyTerm;

/** Penalties as a file gives them. */
class PenaltyTest {
    private static final Path NONE = Path.of("target", "no-plugins-here");
    private static final PluginRegistry ALL = new PluginFolder(NONE, NONE).registry();

    private static List<PenaltyTerm> read(String penalty, String ablate) {
        String file = "study: a\nquestion: q\ndata: mnist\nmodel: [{dense: 1}]\nloss: squared-error\n"
                + "train: {optimizer: {sgd: {learning-rate: 0.1}}, penalty: " + penalty
                + ", epochs: 1, batch: 1}\n" + ablate;
        Experiment experiment = ExperimentReader.read("a.yaml", file, ALL, Overrides.NONE);
        return experiment
                .variants()
                .getLast()
                .configuration()
                .sections()
                .train()
                .penalty();
    }

    @Test
    void oneOrAListForChosenParameters() {
        PenaltyTerm all = read("{by: {l2: 1e-4}}", "").getFirst();
        assertEquals("l2", all.by().id());
        assertEquals(List.of("*.w"), all.of());
        List<PenaltyTerm> two = read("[{by: {l2: 1e-4}, of: dense1.w}, {by: {l1: 1e-5}, of: ['*.w', dense1.b]}]", "");
        assertEquals(List.of("dense1.w"), two.getFirst().of());
        assertEquals(List.of("*.w", "dense1.b"), two.getLast().of());
    }

    @Test
    void variantsChangeThem() {
        String ablate = "ablate:\n  stronger: {set: {train.penalty.by.strength: 0.5}}\n";
        assertEquals(
                "Config[strength=0.5]",
                read("{by: {l2: 1e-4}}", ablate).getFirst().by().config().toString());
    }
}
