package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;

/** Trials that no weights are kept of, or that never came to any. */
class NoWeightsTest {
    @TempDir
    Path folder;

    private Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store")));
        return recurve(all.toArray());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("study.yaml"), text);
    }

    @Test
    void ofWhatWasNotKeptItIsSaidHowToHaveIt() throws IOException {
        assertEquals(0, ask("run", file(SmallStudy.FILE + "weights: none\n")).code());
        for (Answer answer : List.of(
                ask("show", "sums", "--weights"),
                ask("diff", "sums", "sums", "--weights"),
                ask("predict", "sums", folder.resolve("x.npy")))) {
            assertEquals(2, answer.code());
            assertTrue(answer.err().contains("baseline/0: its weights are not kept"), answer.err());
            assertTrue(answer.err().contains("--retrain"), answer.err());
        }
        String report = Files.readString(folder.resolve("store/reports/sums.html"));
        assertFalse(report.contains("What was learnt is kept"));
    }

    @Test
    void ofWhatDivergedItIsSaidThatItDid() throws IOException {
        Path wild = file(SmallStudy.FILE
                .replace("{recurrent: {cell: {elman: 4}}}", "{dense: 8}, {dense: 8}")
                .replace("learning-rate: 0.1", "learning-rate: 1e38"));
        ask("run", wild);
        for (Answer answer : List.of(
                ask("show", "sums", "--weights"),
                ask("diff", "sums", "sums", "--weights"),
                ask("evaluate", "sums"),
                ask("check", wild, "--set", "start=sums/baseline/0"))) {
            assertEquals(2, answer.code(), answer.out());
            assertTrue(answer.err().contains("has finished (1 diverged), so there "), answer.err());
            assertTrue(answer.err().contains("of a trial that diverged no weights are kept"), answer.err());
        }
    }
}
