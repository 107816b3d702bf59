package org.recurve.app.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    private static final String GNU =
            "H4sIAAAAAAACA+3WQQ6CMBCF4TnKnIC2QOnWvVyiAlGjKQZqvJA38WJiSEwwwcRF0dj3saBhwwL+aRORiFXZum25dwcKQ47m7lKZ"
                    + "7LkenxujC+KSFnDuve2YKVK363cusSGI5Ps/oi7yfLb/ofdp/1qaPCWW6D+4qnW+cR4hROoYbtuf7P/v+39ZK1lkijgVja/Eyfb9"
                    + "pUb/YSS/ev7TxGvMf5z/IKid7erQ7/h4/mulh5HAaokfMfL+AQAAAAAAAAAAAADg/9wBgmHD4gAoAAA=";
    private static final String PAX =
            "H4sIAAAAAAACA+3WPw6CMBTH8c6eghPQ11LLZHR09ArlT4LRIIEaOZA38WKCJg4YosYUjPw+DBCWN5BveT73+Wpj6nVqkrRkTtBd"
                    + "350kqcfz7b0gKQTzajaAY2VN2Yxn0yQC6RXGZovLeZyLRzMGo1l+gUfv96+V6u2fKOz0P1dh0z+hf+fiQ27T3CKEidpv853rGa/7"
                    + "p+7/X7f9S57amBemqk4J+nfD/4X9Tzx9f0ka+98w+5/22jMAO+A0ZaZMXM/4/PzXgZTME0MspxPvHwAAAAAAAAAAAAAA/s8Vwlxd"
                    + "YAAoAAA=";

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
    void aHeaderThatNoHonestArchiveHasIsRefusedBeforeItIsRead() {
        for (char type : "LKxg".toCharArray()) {
            byte[] header = header("././@LongLink", type, Integer.MAX_VALUE);
            AtomicLong taken = new AtomicLong();
            InputStream endless = new SequenceInputStream(new ByteArrayInputStream(header), new InputStream() {
                @Override
                public int read() {
                    taken.incrementAndGet();
                    return '1';
                }
            });
            IOException error = assertThrows(IOException.class, () -> new TarReader(endless).next(), "type " + type);
            assertTrue(error.getMessage().contains("a header of more than"), error.getMessage());
            assertTrue(taken.get() < 2 << 20, "read " + taken);
        }
    }

    @Test
    void anArchiveOfAnotherProgramIsReadAsThatWroteIt() throws IOException {
        // Python's tarfile, format=GNU_FORMAT and PAX_FORMAT, of a file "ä" * 60 + "/b" with the text "content",
        // gzipped.
        for (String archive : List.of(GNU, PAX)) {
            TarReader reader = new TarReader(new GZIPInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(archive))));
            assertEquals(Optional.of(new TarReader.TarEntry("ä".repeat(60) + "/b", 7)), reader.next());
            assertEquals("content", new String(reader.content().readAllBytes(), StandardCharsets.UTF_8));
            assertTrue(reader.next().isEmpty(), "the symbolic and the hard link behind it are no plain files");
        }
    }

    @Test
    void aTornArchiveIsAnError() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header("a", '0', 1000));
        bytes.write(new byte[100]);
        TarReader reader = new TarReader(new ByteArrayInputStream(bytes.toByteArray()));
        reader.next();
        IOException error =
                assertThrows(IOException.class, () -> reader.content().readAllBytes());
        assertEquals("Truncated TAR archive", error.getMessage());
    }
}
