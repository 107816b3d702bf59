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

    /** Returns the same without the folders of the file, for what is stored. */
    public String brief() {
        String name = source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
        return new SourcePosition(name, line, column).toString();
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
