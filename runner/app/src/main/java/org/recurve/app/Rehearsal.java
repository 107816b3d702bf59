package org.recurve.app;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.recurve.app.command.RecurveCommand;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.display.TerminalWriter;

/**
 * The launcher's rehearsal, {@code all|reading FILE STUDY STORE}: the commands that people wait for, or those of them that read
 * what the others left, so that the JVM keeps what it learns of them for quicker starts.
 */
public final class Rehearsal {
    /** A study that is asked as large ones are: of more trials than are read one by one, with a difference to tell. */
    static final String LARGE = """
            study: rehearsed
            data: {adding: {steps: 3, train: 16, validation: 8, test: 8}}
            model: [recurrent: {cell: {elman: 1}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 16}
            seeds: 52
            ablate: {slower: {train.optimizer.learning-rate: 0.01}}
            """;

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        LogManager.getLogManager().reset();
        StandardStreams.claim();
        PrintWriter out = TerminalWriter.printer(new OutputStreamWriter(StandardStreams.out(), StandardCharsets.UTF_8));
        String study = args[2];
        Path large = Path.of(args[3] + ".yaml");
        Files.writeString(large, LARGE);
        List<List<String>> reading = List.of(
                List.of("list"),
                List.of("list", "--where", "seed >= 0 and train.batch > 0"),
                List.of("show", study),
                List.of("show", "rehearsed"));
        List<List<String>> all = Stream.of(
                        List.of(List.of("run", args[1], "--quick"), List.of("run", large.toString())),
                        reading,
                        List.of(List.of("report", study)))
                .flatMap(List::stream)
                .toList();
        int worst = 0;
        for (List<String> command : args[0].equals("reading") ? reading : all) {
            String[] words = new String[command.size() + 2];
            command.toArray(words);
            words[command.size()] = "--store";
            words[command.size() + 1] = args[3];
            worst = Math.max(worst, RecurveCommand.execute(out, StandardStreams.err(), words));
        }
        Files.delete(large);
        out.flush();
        System.exit(worst);
    }
}
