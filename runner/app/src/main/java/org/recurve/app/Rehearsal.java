package org.recurve.app;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    private Rehearsal() {}

    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        StandardStreams.claim();
        PrintWriter out = TerminalWriter.printer(new OutputStreamWriter(StandardStreams.out(), StandardCharsets.UTF_8));
        String study = args[2];
        List<List<String>> reading = List.of(
                List.of("list"), List.of("list", "--where", "seed >= 0 and train.batch > 0"), List.of("show", study));
        List<List<String>> all = Stream.of(
                        List.of(List.of("run", args[1], "--quick")), reading, List.of(List.of("report", study)))
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
        out.flush();
        System.exit(worst);
    }
}
