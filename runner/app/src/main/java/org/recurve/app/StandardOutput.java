package org.recurve.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Remembers the first failure to write to standard output: whoever prints hears nothing of it, and half an answer that ends
 * with exit code 0 is taken for a whole one.
 */
final class StandardOutput extends FilterOutputStream {
    private volatile Optional<IOException> failure = Optional.empty();

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    private void remember(IOException e) {
        failure = failure.or(() -> Optional.of(e));
    }

    /** Returns the exit code of a command that came to {@code code}: no answer is complete that could not be written. */
    int code(int code) {
        return failure.isPresent() && code == 0 ? 1 : code;
    }

    /** Returns what to tell the user; nothing if all was written, or if the reader had enough and went, as {@code head} does. */
    Optional<String> problem() {
        return failure.map(e -> String.valueOf(e.getMessage()))
                .filter(why -> !why.toLowerCase(Locale.ROOT).contains("broken pipe"))
                .map(why ->
                        "standard output: cannot write: " + why + "\n    The answer is not complete. Make room, or send"
                                + " it elsewhere, then give the same command again.");
    }
}
