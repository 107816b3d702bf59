package org.recurve.bench.recurve;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Times of whole studies, given as a user gives them. */
final class StudyTimes {
    private static final String EMPTY = """
            study: empty
            data: {adding: {steps: 2, train: 1, validation: 0, test: 0}}
            model: [dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 1}
            seeds: SEEDS
            """;

    private static final String LONG = """
            study: long
            data: {adding: {steps: 50, train: 2048, validation: 0, test: 0}}
            model: [recurrent: {cell: {lstm: 32}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.01}, epochs: 2, batch: 32}
            seeds: SEEDS
            """;

    private StudyTimes() {}

    /** Seconds of ten thousand trials of one step each. */
    static double ofEmptyTrials() {
        seconds(EMPTY.replace("SEEDS", "100"), 2);
        return seconds(EMPTY.replace("SEEDS", "10000"), 2);
    }

    /** How much more two trials side by side do in a time than one. */
    static double ofTwoSideBySide() {
        String study = LONG.replace("SEEDS", "6");
        seconds(study, 1);
        return seconds(study, 1) / seconds(study, 2);
    }

    private static double seconds(String text, int jobs) {
        try (Scratch scratch = Scratch.make()) {
            Path file = Files.writeString(scratch.folder().resolve("study.yaml"), text);
            StringWriter said = new StringWriter();
            String store = scratch.folder().resolve("store").toString();
            long begin = System.nanoTime();
            int code = org.recurve.app.command.RecurveCommand.execute(
                    new PrintWriter(said),
                    new PrintWriter(said),
                    "run",
                    file.toString(),
                    "--store",
                    store,
                    "--jobs",
                    "" + jobs);
            if (code != 0) {
                throw new IllegalStateException("the study ended with " + code + ":\n" + said);
            }
            return (System.nanoTime() - begin) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
