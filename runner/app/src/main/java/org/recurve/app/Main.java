package org.recurve.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.recurve.app.command.Recurve;

/** The process: {@code recurve COMMAND …}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogManager.getLogManager().reset(); // what libraries tell the JDK's own log is nothing that users could act on
        StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = Recurve.execute(out, err, args);
        out.flush();
        standard.problem().ifPresent(err::println);
        err.flush();
        System.exit(standard.code(code));
    }
}
