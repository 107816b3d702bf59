package org.recurve.app.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of an experiment file: of a regular file that is not larger than any experiment. */
public final class FileText {
    /** As many as the characters that a file may have can need. */
    private static final int BYTES = 4 << 20;

    private FileText() {}

    /** Says why a file's text cannot be had. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    /** Reads the file, if it is not larger than any experiment. */
    public static String read(Path file) throws Unreadable {
        if (!Files.isRegularFile(file)) {
            throw new Unreadable(
                    Files.isDirectory(file)
                            ? "it is a folder"
                            : Files.exists(file) ? "it is not a regular file" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES + 1);
            if (bytes.length > BYTES) {
                throw new Unreadable("it has " + Files.size(file) + " bytes, and an experiment file at most " + BYTES);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("it is not text in UTF-8");
        } catch (IOException e) {
            throw new Unreadable("it cannot be read");
        }
    }
}
