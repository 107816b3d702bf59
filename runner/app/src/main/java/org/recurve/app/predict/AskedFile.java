package org.recurve.app.predict;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.data.Utf8Reader;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/**
 * A file that a model is asked about, or standard input.
 *
 * @param path as it was given; that of an array within an archive goes on behind the archive's
 * @param name of the file itself, whose ending says what it holds
 * @param bytes of what is no file
 */
record AskedFile(Path path, String name, Optional<InputStream> bytes) {
    /** More is no question but a data set. */
    private static final long LARGEST = 1L << 30;

    /** Passes standard input on, and refuses more than a question may be long. */
    static final class BoundedInput extends FilterInputStream {
        private final long most;
        private long passed;

        BoundedInput(InputStream in) {
            this(in, LARGEST);
        }

        BoundedInput(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = in.read(into, at, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            passed += bytes;
            if (passed > most) {
                throw new UserError(Problem.of("standard input is larger than 1 GiB", "ask about files, and split it"));
            }
        }
    }

    /** Returns standard input. */
    static AskedFile standard(InputStream bytes) {
        return new AskedFile(Path.of("standard input"), "", Optional.of(bytes));
    }

    /** Returns a file; one that is not there ends in a {@link UserError} with the nearest name. */
    static AskedFile find(String source) {
        Path path = Path.of(source);
        Path parent = path.getParent();
        if (Files.isRegularFile(path)) {
            return new AskedFile(path, source, Optional.empty());
        }
        if (parent != null && Files.isRegularFile(parent)) {
            return new AskedFile(path, parent.toString(), Optional.empty());
        }
        if (Files.isDirectory(path)) {
            throw new UserError(Problem.of(
                    path + " is a folder, and files are asked about",
                    "name its files; a shell writes them out for " + path.resolve("*")));
        }
        throw new UserError(
                Problem.of(path + " is not a file." + nearest(path), "name a file, or - for standard input"));
    }

    private static String nearest(Path path) {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of("."));
        try (Stream<Path> inside = Files.list(folder)) {
            List<String> names = inside.map(one -> one.getFileName().toString()).toList();
            return NearestName.question(path.getFileName().toString(), names);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns its text, which is UTF-8. */
    String text() {
        try {
            if (bytes.isEmpty() && Files.size(path) > LARGEST) {
                throw new UserError(Problem.of(path + " is larger than 1 GiB", "split it"));
            }
            InputStream in = bytes.isPresent() ? bytes.get() : Files.newInputStream(path);
            try (Reader reader = new Utf8Reader(in, path.toString())) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return text.toString();
            }
        } catch (IOException e) {
            throw new UserError(Problem.of(path + " cannot be read: " + e.getMessage()), e);
        }
    }
}
