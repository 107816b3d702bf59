package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.plugin.InvalidSetting;

class Utf8Test {
    @TempDir
    Path folder;

    @Test
    void readsWhatIsUtf8() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "größe 😀\n");
        assertEquals("größe 😀\n", Utf8.read(file));
    }

    @Test
    void namesTheLineOfAByteThatIsNot() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), "eins\nzwei\ngröße\n".getBytes(StandardCharsets.ISO_8859_1));
        String message =
                assertThrows(InvalidSetting.class, () -> Utf8.read(file)).getMessage();
        assertEquals(file + ":3 is not UTF-8: byte 0xf6 fits no character there; save the file as UTF-8", message);
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertEquals("x\uFEFF", Utf8.read(Files.writeString(folder.resolve("a.txt"), "\uFEFFx\uFEFF")));
        assertEquals("", Utf8.read(Files.writeString(folder.resolve("b.txt"), "\uFEFF")));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 1, UTF-16",
        "UTF-16BE, 1, UTF-16",
        "UTF-32LE, 1, UTF-32",
        "UTF-32BE, 1, UTF-32",
        "UTF-16LE, 0, ''"
    })
    void refusesOtherEncodings(String charset, int marks, String name) throws IOException {
        Path file = Files.write(
                folder.resolve("a.txt"), ("\uFEFF".repeat(marks) + "x\n").getBytes(Charset.forName(charset)));
        String message =
                assertThrows(InvalidSetting.class, () -> Utf8.read(file)).getMessage();
        assertEquals(
                marks == 1
                        ? file + " is " + name + ", as its byte-order mark says; save the file as UTF-8"
                        : file + ":1 holds a zero byte, as UTF-16 and binary files do; save the file as UTF-8",
                message);
    }

    /** Characters of one to four bytes, across every place where a buffer may end. */
    @Test
    void readsAcrossBuffers() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(shift) + "a\u00e9\u6570\ud83d\ude00\n".repeat(3000);
            assertEquals(text, Utf8.read(Files.writeString(folder.resolve("a.txt"), text)));
        }
    }

    @Test
    void aCharacterThatIsCutOffIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {'a', '\n', (byte) 0xf0, (byte) 0x9f});
        assertEquals(
                file + ":2 is not UTF-8: byte 0xf0 fits no character there; save the file as UTF-8",
                assertThrows(InvalidSetting.class, () -> Utf8.read(file)).getMessage());
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThrows(InvalidSetting.class, () -> Utf8.read(folder.resolve("none.txt")));
    }
}
