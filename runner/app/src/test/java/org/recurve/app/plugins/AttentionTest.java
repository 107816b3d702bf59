package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Attention learns to look where it should. */
class AttentionTest {
    /** What a model has that always answers 1, says the paper of the adding problem. */
    private static final double OF_THE_MEAN = 1 / 6.0;

    @TempDir
    Path folder;

    /** Two marked numbers among up to twelve are to be added: whoever looks at all steps alike does not find them. */
    @Test
    void itFindsTheMarkedNumbersOfTheAddingProblem() throws Exception {
        Path file = Files.writeString(folder.resolve("adding.yaml"), """
                study: adding
                data: {adding: {steps: 12, shortest: 6, train: 2000, validation: 10, test: 200}}
                model:
                  - attention: {heads: 2, units: 8}
                  - each-step: [{dense: 16}, relu]
                  - transpose: [1, 0]
                  - global-pool: average
                  - dense: 1
                loss: squared-error
                train: {optimizer: {adam: {learning-rate: 0.01}}, epochs: 10, batch: 32}
                measure: [test.loss]
                seeds: 1
                """);
        Answer run = recurve("run", file, "--store", folder.resolve("store"), "--json");
        assertEquals(0, run.code(), run.err());
        double loss = new JsonMapper()
                .readTree(run.out())
                .get("trials")
                .get(0)
                .get("metrics")
                .get("test.loss")
                .asDouble();
        assertTrue(loss < OF_THE_MEAN / 20, "test loss " + loss);
    }
}
