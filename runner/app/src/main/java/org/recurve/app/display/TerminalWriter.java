package org.recurve.app.display;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes text for a terminal as {@link TerminalText#block} shows it, in whatever pieces it comes; CR LF is a newline. */
public final class TerminalWriter extends Writer {
    private final Writer out;
    /** A carriage return or the first half of a character, whose meaning the next one decides; or 0. */
    private char pending;

    public TerminalWriter(Writer out) {
        this.out = out;
    }

    /** Returns a printer of such text, which passes on every line at once. */
    public static PrintWriter printer(Writer out) {
        return new PrintWriter(new TerminalWriter(out), true);
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
        synchronized (lock) {
            StringBuilder shown = new StringBuilder(count);
            for (int i = from; i < from + count; i++) {
                if (pending == 0 && TerminalText.isPlain(text[i])) {
                    shown.append(text[i]);
                } else {
                    take(text[i], shown);
                }
            }
            out.append(shown);
        }
    }

    private void take(char next, StringBuilder shown) {
        char before = pending;
        pending = 0;
        if (Character.isHighSurrogate(before) && Character.isLowSurrogate(next)) {
            TerminalText.append(Character.toCodePoint(before, next), shown);
            return;
        }
        if (before != 0 && !(before == '\r' && next == '\n')) {
            TerminalText.append(before, shown);
        }
        if (next == '\r' || Character.isHighSurrogate(next)) {
            pending = next;
        } else {
            TerminalText.append(next, shown);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (pending != 0) {
                StringBuilder last = new StringBuilder();
                TerminalText.append(pending, last);
                pending = 0;
                out.append(last);
            }
            out.close();
        }
    }
}
