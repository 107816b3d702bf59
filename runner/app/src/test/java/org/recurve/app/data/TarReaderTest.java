package org.recurve.app.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    static byte[] header(String name, char type, int bytes) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", bytes));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static void add(ByteArrayOutputStream tar, String name, char type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tar.write(header(name, type, bytes.length));
        tar.write(bytes);
        tar.write(new byte[(512 - bytes.length % 512) % 512]);
    }

    @Test
    void plainFilesAreReadAndEverythingElseIsPassedOver() throws IOException {
        String longName = "package/" + "a".repeat(150);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        add(bytes, "package/", '5', "");
        add(bytes, "package/one", '0', "x".repeat(700));
        add(bytes, "package/link", '2', "");
        add(bytes, "././@LongLink", 'L', longName + "\0");
        add(bytes, "short", '0', "two");
        add(bytes, "pax", 'x', "25 path=package/from-pax\n");
        add(bytes, "short", '0', "");
        bytes.write(new byte[1024]);
        TarReader reader = new TarReader(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(
                Optional.of(new TarReader.TarEntry("package/one", 700)),
                reader.next(),
                "its content is skipped if not read");
        assertEquals(Optional.of(new TarReader.TarEntry(longName, 3)), reader.next());
        assertEquals("two", new String(reader.content().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(Optional.of(new TarReader.TarEntry("package/from-pax", 0)), reader.next());
        assertTrue(reader.next().isEmpty());
    }

    @Test
    void aTornArchiveIsAnError() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header("a", '0', 1000));
        bytes.write(new byte[100]);
        TarReader reader = new TarReader(new ByteArrayInputStream(bytes.toByteArray()));
        reader.next();
        assertThrows(EOFException.class, () -> reader.content().readAllBytes());
    }
}
