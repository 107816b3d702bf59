package org.recurve.app.display;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Prints bytes of UTF-8 as lines, each behind a label, so that lines of several writers never mix. */
final class LineStream extends OutputStream {
    /** Longer lines are cut into pieces. */
    private static final int LONGEST = 1 << 14;

    private final PrintWriter out;
    private final String label;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(PrintWriter out, String label) {
        this.out = out;
        this.label = label;
    }

    @Override
    public synchronized void write(int unit) {
        if (unit == '\n') {
            print();
            return;
        }
        line.write(unit);
        if (line.size() >= LONGEST) {
            print();
        }
    }

    /** Prints everything, also a line that has no end yet. */
    @Override
    public synchronized void flush() {
        if (line.size() > 0) {
            print();
        }
    }

    private void print() {
        out.println(label + line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
