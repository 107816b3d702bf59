package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.google.inject.Guice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.model.Activation;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunContext;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.FolderMarks;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.journal.TrialTrust;

/** Trials that stopped once, and so have a checkpoint, verified in passages. */
class VerifyTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, shift, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.05, momentum: 0.9}}, epochs: 4, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 1
            """;

    @TempDir
    Path folder;

    private void jar(String formula) throws IOException {
        Jars.of(
                Files.createDirectories(folder.resolve("plugins")).resolve("shift.jar"),
                Activation.class.getName(),
                "Shift",
                """
                package stranger;

                import org.recurve.api.model.Activation;
                import org.recurve.api.model.Value;
                import org.recurve.api.plugin.*;

                @Plugin(id = "shift", version = 1, summary = "y = x")
                public final class Shift implements Activation<NoConfig> {
                    @Override
                    public Value apply(NoConfig config, Value x) {
                        return FORMULA;
                    }
                }
                """.replace("FORMULA", formula));
    }

    /** Trains until so many steps were taken in this run. */
    private void run(int steps) {
        RunFolders folders = new RunFolders(folder, folder.resolve("plugins"), folder.resolve("cache"), folder, folder);
        PluginRegistry registry = new PluginFolder(folders.plugins(), folders.pluginCopies()).registry();
        int[] taken = new int[1];
        RunModule module = new RunModule(folders, registry, 1, () -> taken[0] >= steps, said -> {});
        try (RunContext context = Guice.createInjector(module).getInstance(RunContext.class)) {
            context.bus().record("counter", event -> taken[0] += event instanceof Event.StepDone ? 1 : 0);
            context.runner()
                    .run(ExperimentReader.read("sums.yaml", FILE, registry, new Overrides(false, List.of(), List.of()))
                            .plan(1));
        }
    }

    @Test
    void passagesAreVerifiedFromCheckpointToCheckpoint() throws IOException {
        jar("x");
        run(6);
        run(1000);
        Answer answer = recurve("verify", "sums", "--sample", 9, "--seed", 1, "--store", folder);
        assertEquals(0, answer.code(), answer.out() + answer.err());
        assertTrue(answer.err().contains("a sample of 2 of 2 passages (--seed 1)"), answer.err());
        assertTrue(answer.out().contains("sums/baseline/0, from step 1 to step 6: reproduced"), answer.out());
        assertTrue(answer.out().contains("from step 7 to the end: reproduced, bit for bit (10 steps"), answer.out());
        assertTrue(answer.out().contains("2 of 2 passages reproduced"), answer.out());
        Answer one = recurve("verify", "sums", "--sample", 1, "--seed", 1, "--store", folder);
        assertEquals(
                1, one.out().lines().filter(line -> line.startsWith("sums/")).count(), one.out());
    }

    /** 16 steps, of which those at 3, 6, 9, 12 and 15 are saved, and the last three kept. */
    @Test
    void aFinishedTrialIsPartedAtTheCheckpointsThatTheFileKeeps() throws IOException {
        Path file = folder.resolve("kept.yaml");
        Files.writeString(file, FILE.replace("shift, ", "") + "checkpoint: {steps: 3, keep: 3}\n");
        assertEquals(0, recurve("run", file, "--store", folder).code());
        Answer answer = recurve("verify", "sums", "--sample", 9, "--seed", 1, "--store", folder);
        assertEquals(0, answer.code(), answer.out() + answer.err());
        for (String part :
                List.of("step 1 to step 9", "step 10 to step 12", "step 13 to step 15", "step 16 to the end")) {
            assertTrue(answer.out().contains("sums/baseline/0, from " + part + ": reproduced"), answer.out());
        }
        Answer again = recurve("run", file, "--set", "checkpoint.keep=1", "--store", folder);
        assertTrue(again.err().isEmpty(), "another rule is no other trial: " + again.err());
    }

    @Test
    void theFirstElementThatDiffersIsNamed() throws IOException {
        jar("x");
        run(6);
        run(1000);
        jar("x.plus(0x1p-10)");
        Answer answer = recurve("verify", "sums", "--store", folder);
        assertEquals(1, answer.code(), answer.out() + answer.err());
        assertTrue(answer.out().contains("sums/baseline/0: DIFFERS at step 1 (epoch 1): "), answer.out());
        assertTrue(
                answer.out().contains("    element  at the checkpoint after step 6: dense1.b[0] was "), answer.out());
        assertTrue(answer.out().contains("    changed  plugin shift: was code:sha256:"), answer.out());
    }

    /** Writes the journal of the only trial anew, as somebody who forges a pack would, and marks it as imported. */
    private void forge(UnaryOperator<Event> change) throws IOException {
        Path trial;
        try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
            trial = trials.findFirst().orElseThrow();
        }
        Path journal = trial.resolve("journal");
        List<Event> events = new ArrayList<>();
        new JournalReader(journal).forEach(events::add);
        Files.delete(journal);
        try (JournalWriter forged = JournalWriter.open(journal, AppendChannel.ChannelOpener.FILES)) {
            events.forEach(event -> forged.append(change.apply(event)));
        }
        FolderMarks.trust(trial, TrialTrust.IMPORTED);
    }

    private void assertStaysImported(String difference) {
        Answer answer = recurve("verify", "sums", "--store", folder);
        assertEquals(1, answer.code(), answer.out() + answer.err());
        assertTrue(answer.out().contains("DIFFERS at " + difference), answer.out());
        assertTrue(recurve("show", "sums", "--store", folder).out().contains("finished, imported"));
    }

    @Test
    void aForgedPictureLeavesATrialImported() throws IOException {
        Path file = folder.resolve("forged.yaml");
        Files.writeString(file, FILE.replace("shift, ", ""));
        assertEquals(0, recurve("run", file, "--store", folder).code());
        forge(event -> event);
        assertEquals(0, recurve("verify", "sums", "--store", folder).code());
        assertTrue(recurve("show", "sums", "--store", folder).out().contains("finished, verified"));
        forge(event -> event instanceof Event.Recorded it && it.artifact() instanceof Artifact.Circuit circuit
                ? new Event.Recorded(
                        it.trial(),
                        it.name(),
                        it.step(),
                        new Artifact.Circuit("another", circuit.nodes(), circuit.wires()))
                : event);
        assertStaysImported("step 16: what was recorded as recurrence was sha256:");
    }

    @Test
    void aPictureThatWasNeverRecordedLeavesATrialImported() throws IOException {
        Path file = folder.resolve("added.yaml");
        Files.writeString(file, FILE.replace("shift, ", ""));
        assertEquals(0, recurve("run", file, "--store", folder).code());
        forge(event -> event instanceof Event.Recorded it
                ? new Event.Recorded(it.trial(), "brought", it.step(), it.artifact())
                : event);
        assertStaysImported("step 16: what was recorded as brought was sha256:");
    }

    @Test
    void aForgedTableOfLayersLeavesATrialImported() throws IOException {
        Path file = folder.resolve("table.yaml");
        Files.writeString(file, FILE.replace("shift, ", ""));
        assertEquals(0, recurve("run", file, "--store", folder).code());
        forge(event -> event instanceof Event.TrialStarted it
                ? new Event.TrialStarted(
                        it.trial(),
                        it.study(),
                        it.variant(),
                        it.task(),
                        it.seed(),
                        it.configuration(),
                        it.provenance(),
                        List.of(new Event.LayerSummary("tiny", "dense", "[1]", 1, 1, 1)),
                        it.measuredAt())
                : event);
        assertStaysImported("the start: line 1 of the layer table was ");
    }
}
