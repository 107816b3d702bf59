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

    /** What a file says of data and training, by the names of parts and plugins; what all variants have in common, once. */
    @Test
    void studiesDifferInDataTrainingAndSeeds() throws IOException {
        Path store = folder.resolve("store");
        Path b = file(
                "b.yaml",
                FILE.replace("study: sums", "study: more")
                                .replace("train: 32", "train: 48")
                                .replace("epochs: 1", "epochs: 2, clip: [{value: 2}, {norm: 1}]")
                                .replace("{sgd: 0.05}", "{adam: {learning-rate: 0.05}}")
                                .replace("units: 6", "units: 8")
                                .replace("dense: 1]", "dense: 3, dense: 1]")
                        + "seeds: 2\n");
        assertEquals(
                0,
                recurve(
                                "run",
                                file("a.yaml", FILE.replace("batch: 16", "batch: 16, clip: [{norm: 1}]")),
                                "--store",
                                store)
                        .code());
        Answer more = recurve("run", b, "--store", store);
        assertEquals(0, more.code(), more.err());
        String said = recurve("diff", "sums", "more", "--store", store).out().replaceAll(" +", " ");
        String all = said.substring(0, said.indexOf("\n\n"));
        assertTrue(all.startsWith("all variants sums more\ndata.train 32 48\n"), said);
        assertTrue(all.contains("\ntrain.clip.value – value 2\n"), said);
        assertTrue(!all.contains("train.clip.norm"), said);
        assertTrue(all.contains("\ntrain.epochs 1 2\n"), said);
        assertTrue(all.contains("\ntrain.optimizer sgd adam\n"), said);
        assertTrue(all.endsWith("\nseeds 0 0, 1"), said);
        assertTrue(said.contains("\nwide sums more\nrecurrent1.cell.units 6 8\n"), said);
    }

    @Test
    void variantsOfAStudyDifferInConfigurationAndResults() throws IOException {
        Path store = folder.resolve("store");
        assertEquals(0, recurve("run", file("a.yaml", FILE), "--store", store).code());
        Answer answer = recurve("diff", "sums/baseline/0", "sums/wide/0", "--store", store);
        assertTrue(answer.out().matches("(?s)baseline → wide .*recurrent1\\.cell\\.units +4 +6\n.*"), answer.out());
        assertTrue(answer.out().contains("test.mean-squared-error"), answer.out());
        Answer same = recurve("diff", "sums", "sums", "--store", store);
        assertTrue(same.out().contains("baseline: same configuration\nthe same bits: 1 equal digests"), same.out());
        assertEquals(2, recurve("diff", "sums", "smus", "--store", store).code());
    }
}
