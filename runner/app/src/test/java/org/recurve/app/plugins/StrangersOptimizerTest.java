package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.optimize.Optimizer;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.json.JsonMapper;

/** An optimizer that a stranger writes needs nothing but the arithmetic of vectors: Lion, against itself in plain Java. */
class StrangersOptimizerTest {
    private static final String LION = """
            package stranger;

            import org.recurve.api.optimize.*;
            import org.recurve.api.plugin.*;

            /** Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, algorithm 2; clipped to a box in the end. */
            @Plugin(id = "lion", version = 1, summary = "theta - rate (sign(b1 m + (1 - b1) g) + decay theta)")
            public final class Lion implements Optimizer<Lion.Config, Lion.State> {
                public record Config(double rate, double decay, double box) {}

                public record State(Vector momentum) {}

                @Override
                public State start(Config config, Vector theta) {
                    return new State(theta.zeros());
                }

                @Override
                public Move<State> step(Config config, State state, Objective at) {
                    Vector g = at.gradient();
                    Vector m = state.momentum();
                    Vector direction = m.times(0.9).plus(g.dividedBy(10)).sign();
                    Vector moved = at.theta().minus(
                            direction.plus(at.theta().times(config.decay())).times(config.rate()));
                    Vector boxed = moved.min(config.box()).max(-config.box());
                    return new Move<>(boxed, new State(m.times(0.99).plus(g.times(0.01))));
                }
            }
            """;

    @TempDir
    Path folder;

    /** All examples are alike, (1, 2) to 3, and an epoch is one step: the loss is that of plain arithmetic. */
    @ParameterizedTest
    @CsvSource({"0.125, 0, 100, 1", "0.125, 0, 100, 13", "0.25, 0.1, 100, 40", "0.1, 0.5, 0.9, 25"})
    void lionMovesAsInPlainArithmetic(double rate, double decay, double box, int epochs) throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("lion.jar"), Optimizer.class.getName(), "Lion", LION);
        Files.writeString(folder.resolve("points.csv"), "a,b,y\n" + "1,2,3\n".repeat(10));
        Path file = Files.writeString(folder.resolve("lion.yaml"), """
                study: lion
                data: {csv: {file: points.csv, target: y, answers: numbers, validation: 0.2, test: 0.2}}
                model: [{dense: {units: 1, initializer: zeros, bias: false}}]
                loss: squared-error
                train: {optimizer: {lion: {rate: RATE, decay: DECAY, box: BOX}}, epochs: EPOCHS, batch: 6}
                measure: [test.loss]
                seeds: 1
                """.replace("RATE", "" + rate)
                .replace("DECAY", "" + decay)
                .replace("BOX", "" + box)
                .replace("EPOCHS", "" + epochs));
        Answer run = recurve(
                "run", file, "--plugins", plugins, "--data", folder, "--store", folder.resolve("store"), "--json");
        assertEquals(0, run.code(), run.err());
        double found = new JsonMapper()
                .readTree(run.out())
                .get("trials")
                .get(0)
                .get("metrics")
                .get("test.loss")
                .asDouble();
        assertEquals(loss(rate, decay, box, epochs), found, 1e-4);
    }

    private static double loss(double rate, double decay, double box, int epochs) {
        double[] x = {1, 2};
        double[] w = new double[2];
        double[] m = new double[2];
        for (int epoch = 0; epoch < epochs; epoch++) {
            double error = w[0] * x[0] + w[1] * x[1] - 3;
            for (int i = 0; i < 2; i++) {
                double g = 2 * error * x[i];
                double direction = Math.signum(0.9 * m[i] + 0.1 * g);
                w[i] = Math.clamp(w[i] - rate * (direction + decay * w[i]), -box, box);
                m[i] = 0.99 * m[i] + 0.01 * g;
            }
        }
        double error = w[0] * x[0] + w[1] * x[1] - 3;
        return error * error;
    }
}
