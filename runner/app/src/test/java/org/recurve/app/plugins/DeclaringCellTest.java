package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.app.command.Shell.Answer;

/** A stranger's cell, or layer in a cell, that declares in a step what only the whole model can have. */
class DeclaringCellTest {
    private static final String CELL = """
            package stranger;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "keeper", version = 1, summary = "h = tanh(W [x, h]), and what it declares on the way")
            public final class Keeper implements Cell<Keeper.Config, Keeper.State> {
                public record Config(@Default("nothing") String declares, @Default("relu") Spec<Layer<?>> through) {}

                public record State(Value h) {}

                @Override
                public State start(Config config, Scope scope) {
                    if (config.declares().equals("early buffer")) {
                        scope.buffer("early", 1, 2);
                    }
                    return new State(scope.zeros(2));
                }

                @Override
                public Step<State> step(Config config, Scope scope, Value x, State state) {
                    Value h = scope.linear("W", x.concat(0, state.h()), 2).tanh();
                    switch (config.declares()) {
                        case "buffer" -> scope.buffer("mean", 0, 2);
                        case "update" -> scope.update("mean", scope.zeros(2));
                        case "penalty" -> scope.penalty("size", h.square().sum());
                        case "carried" -> scope.carried("last", 2);
                        case "carry" -> scope.carry("last", h);
                        case "record" -> scope.record("seen", h.sum());
                        case "tap" -> scope.tap("touched", 2);
                        default -> {}
                    }
                    Value y = scope.apply("through", config.through(), h);
                    return new Step<>(y, new State(h));
                }
            }
            """;

    private static final String LAYER = """
            package stranger;

            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "counted", version = 1, summary = "a layer that counts how often it was used")
            public final class Counted implements Layer<NoConfig> {
                @Override
                public Value forward(NoConfig config, Scope scope, Value x) {
                    Value count = scope.buffer("count", 0);
                    scope.update("count", count.plus(1));
                    return x;
                }
            }
            """;

    @TempDir
    Path folder;

    private Answer answer(String command, String declares, String through) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("keeper.jar"), Cell.class.getName(), "Keeper", CELL);
        Jars.of(plugins.resolve("counted.jar"), Layer.class.getName(), "Counted", LAYER);
        Path file = Files.writeString(
                folder.resolve("a.yaml"), """
                study: kept
                data: {adding: {steps: 4, train: 8, validation: 4, test: 4}}
                model:
                  - each-step: [{dense: 2}]
                  - recurrent:
                      cell:
                        keeper:
                          declares: DECLARES
                          through: THROUGH
                  - dense: 1
                loss: squared-error
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
                seeds: 1
                """.replace("DECLARES", declares).replace("THROUGH", through));
        return recurve(command, file, "--plugins", plugins, "--store", folder.resolve("store"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "buffer | relu | 7:9 | buffer | mean",
                "update | relu | 7:9 | buffer | mean",
                "penalty | relu | 7:9 | penalty | size",
                "carried | relu | 7:9 | carried state | last",
                "carry | relu | 7:9 | carried state | last",
                "record | relu | 7:9 | record | seen",
                "tap | relu | 7:9 | tap | touched",
                "nothing | counted | 9:20 | buffer | through.count",
                "nothing | batch-normalization | 9:20 | buffer | through.mean",
                "nothing | {sparse: 0.1} | 9:21 | penalty | through.sparsity"
            })
    void whatAStepDeclaresIsRefusedAtItsLine(String declares, String through, String place, String kind, String name)
            throws IOException {
        for (String command : new String[] {"check", "run"}) {
            Answer answer = answer(command, declares, through);
            assertEquals(2, answer.code(), answer.out() + answer.err());
            assertTrue(answer.err().contains("a.yaml:" + place + "  recurrent1.cell"), answer.err());
            assertTrue(
                    answer.err()
                            .contains("the " + kind + " \"recurrent1.cell." + name
                                    + "\" is declared in a step of a recurrence, which cannot know later steps"),
                    answer.err());
        }
    }

    @Test
    void whatTheStartDeclaresIsTheModels() throws IOException {
        for (String declares : new String[] {"nothing", "early buffer"}) {
            Answer answer = answer("run", declares, "relu");
            assertEquals(0, answer.code(), answer.err());
        }
    }
}
