package org.recurve.app.display;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of the process. Standard output is for answers alone, and every text that reaches a terminal is
 * cleaned by {@link TerminalWriter}. Nothing else in the program uses {@link System#out} or {@link System#err}.
 */
public final class StandardStreams {
    private StandardStreams() {}

    /**
     * Takes the streams away from whatever is loaded later: what plugins print goes to standard error, marked, and
     * there is nothing for them to read.
     */
    public static void claim() {
        System.setIn(InputStream.nullInputStream());
        System.setOut(lines("printed by a plugin: "));
        System.setErr(lines("standard error: "));
    }

    /** Standard output, as it is. */
    public static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** Standard input, as it is, which plugins cannot read. */
    public static InputStream in() {
        return new FileInputStream(FileDescriptor.in);
    }

    /** Standard error, for text from anywhere. */
    public static PrintWriter err() {
        return TerminalWriter.printer(writer(FileDescriptor.err));
    }

    /** Standard error as the terminal that it is: for a progress bar, which moves the cursor. */
    static PrintStream terminal() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    }

    /** Standard error for programs that write bytes, such as a log: whole lines of text from anywhere. */
    public static OutputStream log() {
        return new LineStream(err(), "");
    }

    private static PrintStream lines(String label) {
        return new PrintStream(new LineStream(err(), label), true, StandardCharsets.UTF_8);
    }

    private static Writer writer(FileDescriptor descriptor) {
        return new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
    }
}
