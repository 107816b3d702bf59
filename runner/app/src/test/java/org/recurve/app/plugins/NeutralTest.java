package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Layer;
import org.recurve.app.command.Shell.Answer;

/** A stranger's layer that says what is to stand in its place when a study removes it. */
class NeutralTest {
    private static final String SOURCE = """
            package stranger;

            import java.util.Optional;
            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "gated", summary = "y = V x · sigmoid(W x + b)")
            public final class Gated implements Layer<Gated.Config> {
                public record Config(@Main @Doc("output units") @Min(1) int units) {}

                @Override
                public Value forward(Config config, Scope scope, Value x) {
                    Value gate = scope.linear("W", x, config.units(), scope.bias("b", config.units())).sigmoid();
                    return scope.linear("V", x, config.units()).times(gate);
                }

                @Override
                public Optional<String> neutral() {
                    return Optional.of("dense");
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aRemovedLayerLeavesWhatItDeclaresNeutral() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("gated.jar"), Layer.class.getName(), "Gated", SOURCE);
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                study: sums
                data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
                model: [gated: 6, dense: 1]
                loss: squared-error
                train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
                ablate: {plain: {remove: gated1}}
                """);
        Answer answer = recurve("check", file, "--store", folder.resolve("store"), "--plugins", plugins);
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                answer.out().contains("dense takes the place of gated1, as its plugin declares for a removal"),
                answer.out());
        assertTrue(answer.out().contains("keeps units"), answer.out());
        // 8 inputs to 6 units and biases instead of twice that and one bias each; the last layer as before.
        assertTrue(answer.out().contains("plain: 61 parameters (baseline: 109)"), answer.out());
    }
}
