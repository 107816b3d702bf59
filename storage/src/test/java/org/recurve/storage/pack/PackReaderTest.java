package org.recurve.storage.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event.Status;
import org.recurve.storage.Store;

/** Packs as an enemy would make them: none writes anything outside of its folder, or more than it holds. */
class PackReaderTest {
    @TempDir
    Path folder;

    /** A file of an archive. */
    private record Part(String name, byte[] content, int method) {
        static Part stored(String name, String content) {
            return new Part(name, content.getBytes(StandardCharsets.UTF_8), ZipEntry.STORED);
        }
    }

    private Path archive(Part... parts) throws IOException {
        Path file = folder.resolve("hostile.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Part part : parts) {
                ZipEntry entry = new ZipEntry(part.name());
                entry.setMethod(part.method());
                if (part.method() == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(part.content());
                    entry.setCrc(crc.getValue());
                    entry.setSize(part.content().length);
                }
                zip.putNextEntry(entry);
                zip.write(part.content());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static Part list(String... names) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] x = {'x'};
        for (String name : names) {
            text.append(ContentDigest.copy(new ByteArrayInputStream(x), 1, OutputStream.nullOutputStream())
                            .sha256())
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        return Part.stored("files.sha256", text.toString());
    }

    private String refused(Path pack) throws IOException {
        Path into = folder.resolve("a/b/into");
        try (ScratchFolder scratchFolder = ScratchFolder.at(into);
                Stream<Path> files = Files.walk(folder)) {
            String message = assertThrows(RefusedPack.class, () -> PackReader.unpack(pack, scratchFolder.folder()))
                    .getMessage();
            assertEquals(
                    List.of(),
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(into) && !file.equals(pack))
                            .toList(),
                    "written outside");
            assertTrue(message.startsWith(pack + ": this pack is refused: "), message);
            return message;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../evil",
                "/etc/evil",
                "trials/../../evil",
                "studies/../journal",
                "studies/./journal",
                "studies/.hidden/journal",
                "studies/a/../../../journal",
                "studies/a\\..\\..\\journal",
                "C:\\evil",
                "trials/x/journal",
                "jars/evil.jar",
                "plugins/evil.jar",
                "store.mv.db",
                "trials/",
                ""
            })
    void namesThatClimbAreAbsoluteOrLieElsewhereAreRefused(String name) throws IOException {
        if (!name.isEmpty()) {
            refused(archive(list(name), Part.stored(name, "x")));
        }
        assertTrue(refused(archive(list("study.json"), Part.stored("study.json", "x"), Part.stored(name + "x", "x")))
                .contains("which its list of files does not name"));
    }

    @Test
    void whatIsCompressedIsRefusedBeforeItUnfolds() throws IOException {
        Part bomb = new Part("study.json", new byte[50_000_000], ZipEntry.DEFLATED);
        assertTrue(refused(archive(list("study.json"), bomb)).contains("is compressed"));
        Part list = new Part("files.sha256", new byte[50_000_000], ZipEntry.DEFLATED);
        assertTrue(refused(archive(list)).contains("is compressed"));
    }

    @Test
    void aLinkIsAFileThatIsNoJournal() throws IOException {
        String journal = "studies/a/journal";
        byte[] bytes = Files.readAllBytes(archive(list(journal), Part.stored(journal, "x")));
        // External attributes of a symbolic link, in the last entry of the directory at the archive's end.
        for (int at = bytes.length - 46; at > 0; at--) {
            if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
                bytes[at + 5] = 3;
                bytes[at + 41] = (byte) 0xA1;
                break;
            }
        }
        String said = refused(Files.write(folder.resolve("hostile.zip"), bytes));
        assertTrue(said.contains("is not a journal"), said);
    }

    @Test
    void otherContentThanPromisedIsRefused() throws IOException {
        assertTrue(refused(archive(list("study.json"), Part.stored("study.json", "y")))
                .contains("another SHA-256"));
        String jar = "jars/" + "0".repeat(64) + ".jar";
        assertTrue(refused(archive(list(jar), Part.stored(jar, "x"))).contains("or its name"));
        assertTrue(refused(archive(list("study.json", "studies/a/journal"), Part.stored("study.json", "x")))
                .contains("\"studies/a/journal\" is missing"));
        assertTrue(refused(archive(list("study.json", "study.json"))).contains("twice"));
        Path two = archive(list("study.json"), Part.stored("study.json", "x"), Part.stored("study.js_n", "x"));
        String same = Files.readString(two, StandardCharsets.ISO_8859_1).replace("study.js_n", "study.json");
        assertTrue(refused(Files.writeString(two, same, StandardCharsets.ISO_8859_1))
                .contains("does not name, or twice"));
        assertTrue(refused(archive(Part.stored("files.sha256", "\u001b[2Jnothing")))
                .contains("\"?[2Jnothing\""));
        assertTrue(refused(archive(Part.stored("study.json", "x"))).contains("begins with its list"));
        assertTrue(refused(Files.writeString(folder.resolve("hostile.zip"), "no archive"))
                .contains("begins with its list"));
    }

    /** Whatever bit or byte is wrong: it is refused, or it is one that says nothing, and what is unpacked is what was packed. */
    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        Path store = folder.resolve("store");
        Stores.run(store, 1, 1, Status.FINISHED, "sha256:e");
        Path pack = folder.resolve("s.zip");
        try (Store opened = Store.open(store)) {
            new PackWriter()
                    .summary("{}")
                    .folders(store, opened.reader().folders("s"))
                    .write(pack);
        }
        byte[] whole = Files.readAllBytes(pack);
        Path good = Files.createDirectory(folder.resolve("good"));
        PackReader.unpack(pack, good);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(whole.length);
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(whole, at) : whole.clone();
            if (i % 3 != 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Path into = Files.createDirectory(folder.resolve("into" + i));
            try {
                PackReader.unpack(Files.write(folder.resolve("damaged.zip"), damaged), into);
                assertEquals(-1, mismatch(good, into));
            } catch (RefusedPack expected) {
                refused++;
            }
        }
        assertTrue(refused > 100, "refused only " + refused);
        assertFalse(Files.exists(folder.resolve("evil")));
    }

    private static long mismatch(Path good, Path other) throws IOException {
        try (Stream<Path> files = Files.walk(good)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = other.resolve(good.relativize(file).toString());
                long first = Files.exists(copy) ? Files.mismatch(file, copy) : 0;
                if (first >= 0) {
                    return first;
                }
            }
        }
        return -1;
    }
}
