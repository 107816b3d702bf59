package org.recurve.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Gives commands as a user would, in this process. */
public final class Shell {
    private Shell() {}

    /** What a command came to. */
    public record Answer(int code, String out, String err) {}

    public static Answer recurve(Object... words) {
        return recurve(Clock.systemDefaultZone(), words);
    }

    /** Returns the answer at another time. */
    public static Answer recurve(Clock clock, Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>();
        for (Object word : words) {
            args.add(word.toString());
        }
        int code = RecurveCommand.execute(
                clock, new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }
}
