package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void saysThatAFileIsMissing() {
        assertThrows(InvalidSetting.class, () -> Utf8.read(folder.resolve("none.txt")));
    }
}
