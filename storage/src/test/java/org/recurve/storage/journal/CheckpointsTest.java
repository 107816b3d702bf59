package org.recurve.storage.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path folder;

    @Test
    void theLatestWholeOneThatTheJournalReachesCounts() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, Tape.Opener.FILES);
        assertTrue(checkpoints.latest(1000).isEmpty());
        checkpoints.write("last", 5, 0, "sha256:a", 100, new byte[] {5});
        checkpoints.write("last", 10, 1, "sha256:b", 200, new byte[] {10});
        Path best = checkpoints.write("best", 20, 2, "sha256:c", 300, new byte[] {20});
        assertEquals(20, checkpoints.latest(300).orElseThrow().step());
        assertEquals(10, checkpoints.latest(299).orElseThrow().step());
        assertTrue(checkpoints.latest(199).isEmpty());

        Checkpoint last = checkpoints.named("last").orElseThrow();
        assertEquals("sha256:b", last.digest());
        assertEquals(1, last.epoch());
        assertEquals(200, last.journalLength());
        assertArrayEquals(new byte[] {10}, last.content());

        byte[] bytes = Files.readAllBytes(best);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 16;
            Files.write(best, flipped);
            assertEquals(10, checkpoints.latest(300).orElseThrow().step());
        }
    }
}
