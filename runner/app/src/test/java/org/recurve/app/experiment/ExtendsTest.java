package org.recurve.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.Golden;
import org.recurve.app.Installed;
import org.recurve.app.document.Overrides;
import org.recurve.app.problem.UserError;

/** Files that say only what differs from another one. */
class ExtendsTest {
    private static final String BASE = """
            study: base
            question: why
            data: {mnist: {train: 1000, validation: 200}}
            let: {width: 8}
            model:
              - conv: {filters: $width, kernel: 5}
              - relu
              - dense: 10
            loss: cross-entropy
            train: {optimizer: {sgd: 0.1}, epochs: 3, batch: 64}
            measure: [test.accuracy]
            seeds: 4
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void base() throws IOException {
        write("base.yaml", BASE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Experiment read(String text) {
        return ExperimentReader.read(folder.resolve("own.yaml").toString(), text, Installed.plugins(), Overrides.NONE);
    }

    private static String canonical(Experiment experiment) {
        return experiment.variants().getFirst().configuration().canonical();
    }

    @Test
    void onlyDifferencesAreWritten() {
        Experiment own = read("study: own\nextends: base.yaml\nseeds: 2\n");
        assertEquals("own", own.study());
        assertEquals("why", own.question());
        assertEquals(List.of(0L, 1L), own.seeds());
        Experiment base = ExperimentReader.read("b.yaml", BASE, Installed.plugins(), Overrides.NONE);
        assertEquals(canonical(base), canonical(own), "the resolved form is what counts");
        assertTrue(own.text().contains("kernel: 5"), "what is stored says everything");
    }

    @Test
    void changesAreDeltasOfWhatWasExtendedAndPartsKeepTheirNames() throws IOException {
        write("middle.yaml", "study: middle\nextends: base.yaml\nchange: [{remove: relu1}, {let.width: 16}]\n");
        Experiment own = read("study: own\nextends: middle.yaml\nchange: {conv1.kernel: 3, dense1.bias: false}\n");
        assertTrue(canonical(own).contains("\"filters\":16"), canonical(own));
        assertTrue(canonical(own).contains("\"kernel\":3"), canonical(own));
        assertTrue(canonical(own).contains("\"name\":\"dense1\""), canonical(own));
    }

    @Test
    void circlesAndMissingFilesAreSaidWithTheirPlace() throws IOException {
        write("a.yaml", "study: a\nextends: b.yaml\n");
        write("b.yaml", "study: b\nextends: a.yaml\n");
        UserError circle = assertThrows(
                UserError.class,
                () -> ExperimentReader.read(
                        folder.resolve("a.yaml").toString(),
                        "study: a\nextends: b.yaml\n",
                        Installed.plugins(),
                        Overrides.NONE));
        UserError missing = assertThrows(UserError.class, () -> read("study: own\nextends: bse.yaml\n"));
        new Golden("extends").matches((circle.getMessage() + "\n" + missing.getMessage()).replace(folder + "/", ""));
    }
}
