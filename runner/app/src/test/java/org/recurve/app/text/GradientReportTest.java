package org.recurve.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

class GradientReportTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 8, validation: 4, test: 4}}
            model:
              - recurrent: {cell: {elman: 3}}
              - LAYER
              - dense: 1
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 4}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private Answer check(String layer, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), FILE.replace("LAYER", layer));
        Path store = folder.resolve("store");
        return more.length == 0
                ? recurve("check", file, "--gradients", "--store", store)
                : recurve("check", file, "--gradients", "--store", store, more[0]);
    }

    private static String gradients(Answer answer) {
        return answer.out().substring(answer.out().indexOf("gradients of")).stripTrailing();
    }

    @Test
    void everyParametersGradientIsShownBesideItsDifference() throws IOException {
        Answer answer = check("tanh");
        assertEquals(0, answer.code(), answer.err());
        new Golden("gradients").matches(gradients(answer));
    }

    @Test
    void programsReadTheSame() throws IOException {
        Answer answer = check("tanh", "--json");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("\"agree\":true"), answer.out());
    }

    @Test
    void aFileMayAskForItBeforeAnythingIsTrained() throws IOException {
        hidden();
        Path store = folder.resolve("store");
        Path wrong = Files.writeString(folder.resolve("b.yaml"), FILE.replace("LAYER", "hidden") + "gradcheck: true\n");
        Answer answer = recurve("run", wrong, "--store", store);
        assertEquals(1, answer.code(), answer.out() + answer.err());
        assertTrue(answer.err().contains("nothing was trained because the file sets gradcheck"), answer.err());
        assertTrue(answer.err().contains("WRONG"), answer.err());
        assertEquals(1, recurve("check", wrong, "--store", store).code());
        Path right = Files.writeString(folder.resolve("c.yaml"), FILE.replace("LAYER", "tanh") + "gradcheck: true\n");
        assertEquals(0, recurve("run", right, "--store", store).code());
        Path odd = Files.writeString(folder.resolve("d.yaml"), FILE.replace("LAYER", "tanh") + "gradcheck: yes\n");
        Answer refused = recurve("check", odd, "--store", store);
        assertTrue(refused.err().contains("gradcheck: expected true or false, found the text \"yes\""), refused.err());
    }

    @Test
    void aWrongGradientIsNamed() throws IOException {
        hidden();
        Answer answer = check("hidden");
        assertEquals(1, answer.code(), answer.err());
        new Golden("gradients-wrong").matches(gradients(answer));
    }

    private void hidden() throws IOException {
        Files.createDirectories(folder.resolve("store/plugins"));
        Jars.of(folder.resolve("store/plugins/hidden.jar"), Activation.class.getName(), "Hidden", """
                package stranger;

                import org.recurve.api.model.*;
                import org.recurve.api.plugin.*;

                @Plugin(id = "hidden", version = 1, summary = "x squared, half of its derivative held back")
                public final class Hidden implements Activation<NoConfig> {
                    public Value apply(NoConfig config, Value x) {
                        return x.times(x.stopGradient());
                    }
                }
                """);
    }
}
