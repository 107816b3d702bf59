package org.recurve.datasets.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/** Reads a text file line by line, so that no more than a line is in memory; lines end wherever Unicode ends them. */
public final class TextLines {
    private TextLines() {}

    /** Takes a line without its end. */
    public interface LineSink {
        /** @param number counted from 1 */
        void accept(String line, int number);
    }

    /** Gives all lines; a file that cannot be read, or is not UTF-8, ends in an invalid setting with file and line. */
    public static void forEach(Path file, LineSink sink) {
        try (Reader reader = Utf8.open(file)) {
            forEach(reader, sink);
        } catch (IOException e) {
            throw Utf8.unreadable(file, e);
        }
    }

    private static void forEach(Reader reader, LineSink sink) throws IOException {
        StringBuilder line = new StringBuilder();
        char[] part = new char[1 << 13];
        int number = 1;
        char before = 0;
        for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
            for (int i = 0; i < count; i++) {
                char c = part[i];
                if (!isEnd(c)) {
                    line.append(c);
                } else if (c != '\n' || before != '\r') {
                    sink.accept(line.toString(), number++);
                    line.setLength(0);
                }
                before = c;
            }
        }
        if (!line.isEmpty()) {
            sink.accept(line.toString(), number);
        }
    }

    /** Returns whether a character ends a line, as {@code \R} of regular expressions says; CR LF is one end. */
    private static boolean isEnd(char c) {
        return c >= '\n' && c <= '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
