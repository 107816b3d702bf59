package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** The beginnings of files as programs write them. */
    @ParameterizedTest
    @CsvSource({
        "504b030414000600, a ZIP archive",
        "89504e470d0a1a0a0000000d, a PNG image",
        "ffd8ffe000104a464946, a JPEG image",
        "4749463839610100, a GIF image",
        "424d8a000000000000008a00, a BMP image",
        "524946460a000000574542505650, a WebP image",
        "524946460a00000057415645666d, a WAV sound",
        "49443304000000000023, an MP3 sound",
        "664c614300000022, a FLAC sound",
        "4f67675300020000, an Ogg sound",
        "0000001866747970, an MP4 or HEIC file",
        "255044462d312e37, a PDF",
        "5041523115041512, a Parquet file",
        "53514c69746520666f726d6174203300, an SQLite database"
    })
    void saysWhatAFileIsThatIsNoText(String bytes, String kind) throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), HexFormat.of().parseHex(bytes));
        String message =
                assertThrows(InvalidSetting.class, () -> Utf8.read(file)).getMessage();
        assertTrue(message.startsWith(file + " is " + kind), message);
        assertTrue(message.contains(", not text; "), message);
    }

    /** Columns may be called as the beginnings of other files are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID3,age",
                "ID3",
                "PAR1,PAR2",
                "PAR1\tPAR2",
                "OggS,fLaC",
                "BM,RIFF",
                "GIF8",
                "size ftyp",
                "PK,RIFF",
                "BZh"
            })
    void textsThatBeginLikeOtherFilesAreRead(String names) throws IOException {
        String text = names + "\n1,2\n";
        assertEquals(text, Utf8.read(Files.writeString(folder.resolve("a.csv"), text)));
        assertEquals(names, Utf8.read(Files.writeString(folder.resolve("b.csv"), names)));
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThrows(InvalidSetting.class, () -> Utf8.read(folder.resolve("none.txt")));
    }
}
