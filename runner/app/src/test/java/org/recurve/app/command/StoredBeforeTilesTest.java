package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A trial of conv@2 whose convolution would be computed by Winograd's tiles today: stored/before-tiles/README.md. */
class StoredBeforeTilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                        StoredBeforeTilesTest.class.getResourceAsStream("/stored/before-tiles/written.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (!entry.isDirectory()) {
                    Files.copy(zip, file);
                }
            }
        }
    }

    private Answer ask(String command, String... more) {
        Object[] words = new Object[5 + more.length];
        words[0] = command;
        System.arraycopy(more, 0, words, 1, more.length);
        words[more.length + 1] = "--store";
        words[more.length + 2] = folder.resolve("store");
        words[more.length + 3] = "--data";
        words[more.length + 4] = folder;
        return recurve(words);
    }

    @Test
    void itIsVerifiedAndShownAsItWasTrained() {
        Answer verified = ask("verify", "tiles");
        assertEquals(0, verified.code(), verified.out() + verified.err());
        assertTrue(verified.out().contains("reproduced, bit for bit"), verified.out());
        assertFalse(ask("show", "tiles", "--graph=graph").out().contains("winograd"));
    }

    @Test
    void itIsTrainedAnewByTiles() {
        String file = folder.resolve("tiles.yaml").toString();
        Answer checked = ask("check", file);
        assertTrue(checked.out().contains("conv: was 2, is 3"), checked.out() + checked.err());
        assertTrue(checked.out().contains("conv (winograd)"), checked.out());
        assertTrue(ask("show", file, "--graph=graph").out().contains("9 taps, winograd}"));
    }
}
