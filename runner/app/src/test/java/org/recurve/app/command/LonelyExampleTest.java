package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A last batch of one example leaves batch normalisation without a variance, and {@code check} says so. */
class LonelyExampleTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: %d, validation: 16, test: 16}}
            model: [{recurrent: {cell: {elman: 4}}}, %s, {dense: 1}]
            loss: squared-error
            train: {optimizer: {sgd: 0.1}, epochs: 1, batch: %d}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "33, batch-normalization, 16, true",
        "32, batch-normalization, 16, false",
        "34, batch-normalization, 16, false",
        "33, relu, 16, false",
        "33, batch-normalization, 1, false"
    })
    void checkWarnsOfIt(int train, String layer, int batch, boolean warns) throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE.formatted(train, layer, batch));
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals(0, answer.code(), answer.err());
        assertEquals(
                warns,
                answer.out()
                        .lines()
                        .anyMatch(line ->
                                line.startsWith("warning: baseline: the last batch of an epoch has one example")),
                answer.out());
        Answer json = recurve("check", file, "--store", folder.resolve("store"), "--json");
        assertEquals(0, json.code(), json.err());
        JsonNode warnings =
                new JsonMapper().readTree(json.out()).get("variants").get(0).get("warnings");
        assertEquals(warns ? 1 : 0, warnings.size(), json.out());
        if (warns) {
            assertTrue(
                    warnings.get(0).stringValue().startsWith("the last batch of an epoch has one example"), json.out());
        }
    }
}
