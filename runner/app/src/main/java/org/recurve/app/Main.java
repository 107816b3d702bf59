package org.recurve.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.recurve.app.command.Recurve;

/** The process: {@code recurve COMMAND …}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = Recurve.execute(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }
}
