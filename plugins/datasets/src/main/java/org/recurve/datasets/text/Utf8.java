package org.recurve.datasets.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.recurve.api.plugin.InvalidSetting;

/** Text files, which are UTF-8 and nothing else: no byte is guessed at. */
public final class Utf8 {
    private Utf8() {}

    /** What a file holds; one that cannot be read, or is not UTF-8, ends in {@link InvalidSetting} with file and line. */
    public static String read(Path file) {
        return decode(bytes(file), file.toString());
    }

    /** What a file holds, as bytes. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidSetting(file + " does not exist");
        } catch (IOException e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    static String decode(byte[] bytes, String file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            int at = in.position();
            throw new InvalidSetting("%s:%d is not UTF-8: byte 0x%02x fits no character there; save the file as UTF-8"
                    .formatted(file, line(bytes, at), bytes[at]));
        }
    }

    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
