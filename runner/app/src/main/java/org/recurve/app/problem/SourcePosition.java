package org.recurve.app.problem;

/**
 * A spot that the user wrote: in a file, or on the command line.
 *
 * @param source the file as the user named it, or the option
 * @param line counted from 1, or 0 if the source has no lines
 * @param column counted from 1, or 0 if the source has no lines
 */
public record SourcePosition(String source, int line, int column) {
    /** Returns a source without lines. */
    public static SourcePosition of(String source) {
        return new SourcePosition(source, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
