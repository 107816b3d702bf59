package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;

/** Trials that are trained twice count as reproduced, and as one result. */
class ConfirmTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    @TempDir
    Path folder;

    @Test
    void aConfirmedStudyIsTheSameAndItsReportSaysThatItWasReproduced() throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Path once = folder.resolve("once");
        Path twice = folder.resolve("twice");
        assertEquals(0, recurve("run", file, "--store", once).code());
        Answer answer = recurve("run", file, "--store", twice, "--confirm", "100%");
        assertEquals(0, answer.code(), answer.err());
        assertEquals(
                recurve("sql", "select seed, digest from trials order by seed", "--store", once)
                        .out(),
                recurve("sql", "select seed, digest from trials order by seed", "--store", twice)
                        .out());
        try (Stream<Path> trials = Files.list(twice.resolve("trials"))) {
            assertEquals(4, trials.count());
        }
        assertTrue(
                Files.readString(twice.resolve("reports/sums.html"))
                        .contains("Independently reproduced: 2 of 2 trials ended with the same digest in another run"),
                "the report says so");
        Answer again = recurve("run", file, "--store", twice);
        assertEquals(List.of(0, ""), List.of(again.code(), again.err()), "nothing is trained");
    }

    @ParameterizedTest
    @CsvSource({
        "--on=nowhere,'expected local, process, folder:PATH, spark://HOST:PORT'",
        "--on=spark://here:7077,libraries are not part of this program",
        "--memory=2g,say --on process",
        "--memory=lots,'expected a size, such as 512m or 4g, found \"lots\"'",
        "--confirm=200%,'expected a share, such as 5%, up to 100%, found \"200%\"'"
    })
    void mistakesAreSaidBeforeAnythingRuns(String option, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Answer answer = recurve("run", file, "--store", folder.resolve("store"), option);
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains(said), answer.err());
        assertTrue(Files.notExists(folder.resolve("store/trials")), "nothing ran");
    }
}
