package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A study that lost some of its trials, gone on with from its store alone. */
class ResumeCommandTest {
    private static final String BASE = """
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            """;
    private static final String FILE = """
            study: sums
            extends: base.yaml
            seeds: 2
            ablate: {wide: {set: {recurrent1.cell.units: 6}}}
            expect: [test.mean-squared-error of baseline < 100]
            quick: {train.epochs: 1}
            """;

    @TempDir
    Path folder;

    private Path store;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        store = folder.resolve("a store for Ü");
        Files.writeString(folder.resolve("base.yaml"), BASE);
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
    }

    /** Takes one trial out of the store, and all files away. */
    private void lose() throws IOException {
        Files.delete(file);
        Files.delete(folder.resolve("base.yaml"));
        Files.move(trial(), folder.resolve("lost"));
        assertEquals(0, recurve("reindex", "--store", store).code());
    }

    private void goesOn(String study, Object... options) throws IOException {
        List<Object> command = Stream.concat(Stream.of("run", file, "--store", store, "--json"), Stream.of(options))
                .toList();
        Answer whole = recurve(command.toArray());
        assertEquals(0, whole.code(), whole.err());
        lose();
        Answer resumed = recurve("resume", study, "--store", store, "--json");
        assertEquals(whole.out(), resumed.out(), resumed.err());
        assertEquals(whole.code(), resumed.code());
    }

    @Test
    void aStudyGoesOnWithoutItsFileAndThoseThatItExtends() throws IOException {
        goesOn("sums");
    }

    @Test
    void whatTheCommandLineChangedIsRemembered() throws IOException {
        goesOn("sums-quick+train.batch=32+seeds=7-3", "--quick", "--set", "train.batch=32", "--seed", 7, "--seed", 3);
    }

    /** Where checkpoints should lie there is something else: as with a full disk, none can be written. */
    @Test
    void aCheckpointThatCannotBeWrittenStopsTheRunAndTheSameCommandGoesOn() throws IOException {
        Files.writeString(file, FILE + "checkpoint: {steps: 3}\n");
        Object[] run = {"run", file, "--store", store, "--json"};
        assertEquals(0, recurve(run).code());
        Path trial = trial();
        Files.delete(trial.resolve("journal"));
        Files.delete(trial.resolve("checkpoints").resolve("step-6.checkpoint"));
        Files.delete(trial.resolve("checkpoints"));
        Path blocked = Files.writeString(trial.resolve("checkpoints"), "no folder");
        Answer failed = recurve(run);
        assertEquals(1, failed.code());
        String said = failed.err();
        assertTrue(said.contains("the checkpoint failed, so the run stops before anything is lost: "), said);
        assertTrue(said.contains("step-3.checkpoint: cannot write: "), said);
        Files.delete(blocked);
        Answer again = recurve(run);
        assertEquals(0, again.code(), again.err());
        assertEquals(
                recurve("run", file, "--store", folder.resolve("other"), "--json")
                        .out()
                        .split("report")[0],
                again.out().split("report")[0]);
    }

    private Path trial() throws IOException {
        try (Stream<Path> trials = Files.list(store.resolve("trials"))) {
            return trials.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void aPartOfAStudyIsNotGoneOnWith() {
        recurve("run", file, "--store", store);
        Answer answer = recurve("resume", "sums/wide/1", "--store", store);
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("recurve resume sums"), answer.err());
        assertEquals(2, recurve("resume", "summs", "--store", store).code());
    }
}
