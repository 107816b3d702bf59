package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

class DiffTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 16}
            measure: [test.mean-squared-error]
            ablate: {wide: {recurrent1.cell.units: 6}}
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void filesDifferInTheirSettingsByPath() throws IOException {
        Path a = file("a.yaml", FILE);
        Path b = file("b.yaml", FILE.replace("batch: 16", "batch: 8").replace("wide", "large"));
        Answer answer = recurve("diff", a, b, "--store", folder.resolve("none"));
        assertEquals("""
                baseline a.yaml b.yaml
                train.batch 16 8

                only in a.yaml: wide

                only in b.yaml: large
                """, answer.out().replace(folder + "/", "").replaceAll(" +", " "));
    }

    @Test
    void variantsOfAStudyDifferInConfigurationAndResults() throws IOException {
        Path store = folder.resolve("store");
        assertEquals(0, recurve("run", file("a.yaml", FILE), "--store", store).code());
        Answer answer = recurve("diff", "sums/baseline/0", "sums/wide/0", "--store", store);
        assertTrue(
                answer.out().matches("(?s)baseline → wide .*recurrent1\\.recurrent\\.cell\\.elman\\.units +4 +6\n.*"),
                answer.out());
        assertTrue(answer.out().contains("test.mean-squared-error"), answer.out());
        Answer same = recurve("diff", "sums", "sums", "--store", store);
        assertTrue(same.out().contains("baseline: same configuration\nthe same bits: 1 equal digests"), same.out());
        assertEquals(2, recurve("diff", "sums", "smus", "--store", store).code());
    }
}
