package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A study on two jobs, killed again and again at random moments and gone on with; {@code -Drecurve.kills=200} for more. */
@Tag("attack")
class KilledStudyTest {
    private static final int KILLS = Integer.getInteger("recurve.kills", 5);
    /** What a trial came to: its last state, and its metrics at the epoch that counts. */
    private static final Pattern RESULT = Pattern.compile("\"digest\":\"sha256:[0-9a-f]{64}\"|\"metrics\":\\{[^}]+}");

    private static final Pattern FINISHED =
            Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"[^{}]*\\{[^{}]*\\}[^{}]*\"status\":\"finished\"");
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 512, validation: 64, test: 64}}
            model: [recurrent: {cell: {lstm: 8}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 6, batch: 16}
            measure: [test.mean-squared-error]
            select: {validation.loss: max} # the first epoch, so that what was selected must outlive a kill
            seeds: 3
            checkpoint: {steps: 10, keep: 2}
            ablate: {wide: {set: {recurrent1.cell.units: 12}}}
            """;

    @TempDir
    Path folder;

    private static List<String> results(String json) {
        return RESULT.matcher(json).results().map(MatchResult::group).toList();
    }

    private static List<String> finished(Path store) {
        Answer shown = recurve("show", "sums", "--json", "--store", store);
        return FINISHED.matcher(shown.out())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void whateverKillsItItEndsWithTheSameDigestsAndLosesNoFinishedTrial() throws Exception {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Answer whole = recurve("run", file, "--store", folder.resolve("whole"), "--json", "--jobs", 1);
        assertEquals(0, whole.code(), whole.err());
        assertEquals(6, finished(folder.resolve("whole")).size());
        Path store = folder.resolve("killed");
        Random random = new Random(KILLS);
        List<String> kept = List.of();
        for (int kill = 0; kill < KILLS; kill++) {
            List<Object> command = new ArrayList<>(List.of("run", file, "--store", store, "--jobs", 2));
            Program program = Program.start(folder, List.of(), command.toArray());
            program.await(_ -> Files.isDirectory(store.resolve("trials")));
            Thread.sleep(random.nextInt(1200));
            assertEquals(0, recurve("list", "--store", store).code(), "read while it runs");
            // Half of them leave a checkpoint where they stop, the others the last one that was whole.
            program.signal(random.nextBoolean() ? "TERM" : "KILL");
            assertTrue(List.of(0, 75, 143, 137).contains(program.code()), program.said());
            if (program.said().contains("stopping at the next step")
                    && program.said().contains("; finished work is kept")) {
                assertEquals(75, program.code(), program.said());
            }
            assertFalse(program.said().contains("something inside failed"), program.said());
            if (Files.exists(store.resolve("studies"))) {
                List<String> now = finished(store);
                assertTrue(now.containsAll(kept), () -> "finished trials are gone");
                kept = now;
            }
        }
        Answer resumed = recurve("resume", "sums", "--store", store, "--json", "--jobs", 2);
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(12, results(whole.out()).size());
        assertEquals(results(whole.out()), results(resumed.out()));
        assertEquals(0, recurve("verify", "sums/wide/2", "--store", store).code());
    }
}
