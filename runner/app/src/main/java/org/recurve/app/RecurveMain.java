package org.recurve.app;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.recurve.app.command.RecurveCommand;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.display.TerminalWriter;
import org.recurve.app.problem.ExitCodes;
import org.recurve.app.run.ForeignExit;

/** The process: {@code recurve COMMAND …}. */
public final class RecurveMain {
    private RecurveMain() {}

    /** Ends the process; one that a signal ends already has the signal's exit code unless it is halted. */
    private static void end(int code) {
        try {
            Thread late = new Thread();
            Runtime.getRuntime().addShutdownHook(late);
            Runtime.getRuntime().removeShutdownHook(late);
        } catch (IllegalStateException endingAlready) {
            if (code == ExitCodes.UNFINISHED) {
                Runtime.getRuntime().halt(code);
            }
        }
        System.exit(code);
    }

    public static void main(String[] args) {
        LogManager.getLogManager().reset(); // what libraries tell the JDK's own log is nothing that users could act on
        StandardStreams.claim();
        StandardOutput standard = new StandardOutput(StandardStreams.out());
        PrintWriter out = TerminalWriter.printer(new OutputStreamWriter(standard, StandardCharsets.UTF_8));
        PrintWriter err = StandardStreams.err();
        int code;
        try (ForeignExit _ = ForeignExit.watch()) {
            code = RecurveCommand.execute(out, err, args);
        }
        out.flush();
        standard.problem().ifPresent(err::println);
        err.flush();
        System.out.flush();
        System.err.flush();
        end(standard.code(code));
    }
}
