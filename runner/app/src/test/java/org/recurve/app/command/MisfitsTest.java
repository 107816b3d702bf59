package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** Optimizers asked for what no derivative says, and settings that would train nothing: said before anything runs. */
class MisfitsTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 8, validation: 4, test: 4}}
            model:
              - dense: 3
              - LAYER
              - dense: 1
            loss: squared-error
            train: {optimizer: OPTIMIZER, epochs: 1, batch: 4GROUPS}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private void jar(String id, String formula) throws IOException {
        Jars.of(
                Files.createDirectories(folder.resolve("plugins")).resolve(id + ".jar"),
                Activation.class.getName(),
                id,
                """
                package stranger;

                import org.recurve.api.model.*;
                import org.recurve.api.plugin.*;

                @Plugin(id = "PLUGIN", version = 1, summary = "goes on from a choice")
                public final class PLUGIN implements Activation<NoConfig> {
                    public Value apply(NoConfig config, Value x) {
                        return FORMULA;
                    }
                }
                """.replace("PLUGIN", id).replace("FORMULA", formula));
    }

    private String check(String layer, String optimizer, String groups) throws IOException {
        String text =
                FILE.replace("LAYER", layer).replace("OPTIMIZER", optimizer).replace("GROUPS", groups);
        Answer answer = recurve(
                "check",
                Files.writeString(folder.resolve("a.yaml"), text),
                "--store",
                folder.resolve("store"),
                "--plugins",
                folder.resolve("plugins"));
        assertEquals(2, answer.code(), answer.out());
        return answer.err().stripTrailing().replace(folder + "/", "");
    }

    @Test
    void areSaidBeforeAnythingRuns() throws IOException {
        jar("chosen", "x.times(x.argmax(0))");
        jar("looked", "x.plus(x.gather(x.slice(0, 0, 1).sum()))");
        List<String> said = new ArrayList<>();
        said.add(check("chosen", "hessian-free", ""));
        said.add(check("looked", "newton", ""));
        said.add(check("tanh", "{sgd: 0.1}", ", groups: {of: dens1.w, learning-rate-factor: 2}"));
        said.add(check("tanh", "{sgd: 0.1}", ", groups: {of: dense1.w, frozen: true, weight-decay: 1}"));
        said.add(check("tanh", "{sgd: 0}", ""));
        said.add(check("tanh", "{adam: -0.001}", ""));
        new Golden("misfits").matches(String.join("\n", said));
    }
}
