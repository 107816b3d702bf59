package org.recurve.app;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import org.recurve.app.command.RecurveCommand;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.display.TerminalWriter;

/**
 * The launcher's rehearsal, {@code FILE STUDY STORE}: the commands that people wait for, so that the JVM keeps what it learns
 * of them for quicker starts.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        StandardStreams.claim();
        PrintWriter out = TerminalWriter.printer(new OutputStreamWriter(StandardStreams.out(), StandardCharsets.UTF_8));
        String study = args[1];
        int worst = 0;
        for (List<String> command : List.of(
                List.of("run", args[0], "--quick"),
                List.of("list"),
                List.of("list", "--where", "seed >= 0 and train.batch > 0"),
                List.of("show", study),
                List.of("report", study))) {
            String[] words = new String[command.size() + 2];
            command.toArray(words);
            words[command.size()] = "--store";
            words[command.size() + 1] = args[2];
            worst = Math.max(worst, RecurveCommand.execute(out, StandardStreams.err(), words));
        }
        out.flush();
        System.exit(worst);
    }
}
