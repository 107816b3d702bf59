package org.recurve.storage.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
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

    private Checkpoints three() {
        Checkpoints checkpoints = new Checkpoints(folder, Tape.Opener.FILES);
        checkpoints.write("step-5", 5, 0, "sha256:a", 100, new byte[] {5});
        checkpoints.write("step-10", 10, 1, "sha256:b", 200, new byte[] {10});
        checkpoints.write("step-7", 7, 0, "sha256:c", 150, new byte[] {7});
        return checkpoints;
    }

    private static List<Long> steps(Checkpoints checkpoints) {
        return checkpoints.reached(1000).map(Checkpoint::step).toList();
    }

    @Test
    void thoseOfTheMostStepsAreKept() throws Exception {
        Checkpoints checkpoints = three();
        checkpoints.prune(3);
        assertEquals(List.of(5L, 7L, 10L), steps(checkpoints));
        Files.write(folder.resolve("damaged.checkpoint"), new byte[] {1, 2});
        checkpoints.prune(3);
        assertFalse(Files.exists(folder.resolve("damaged.checkpoint")), "the unreadable one goes first");
        checkpoints.prune(2);
        assertEquals(List.of(7L, 10L), steps(checkpoints));
    }

    @Test
    void whatAKillLeftHalfWrittenCountsForNothingAndIsSweptAway() throws Exception {
        Checkpoints checkpoints = three();
        byte[] whole = Files.readAllBytes(folder.resolve("step-10.checkpoint"));
        Path half = folder.resolve("step-12.checkpoint.next");
        for (int length = 0; length <= whole.length; length += 5) {
            Files.write(half, Arrays.copyOf(whole, length));
            assertEquals(List.of(5L, 7L, 10L), steps(checkpoints));
        }
        checkpoints.cut(200);
        assertFalse(Files.exists(half));
        assertEquals(List.of(5L, 7L, 10L), steps(checkpoints));
        Files.write(half, whole);
        checkpoints.clear();
        assertFalse(Files.exists(half));
    }

    @Test
    void whatACutJournalDoesNotReachIsGone() {
        Checkpoints checkpoints = three();
        checkpoints.cut(150);
        assertEquals(List.of(5L, 7L), steps(checkpoints));
    }

    /** The checksum fits, and the description is said to be longer than any array. */
    @Test
    void aLengthThatIsNoneCountsForNothing() throws Exception {
        Checkpoints checkpoints = three();
        for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 13}) {
            ByteBuffer bytes = ByteBuffer.allocate(20).putInt(length).putLong(1);
            CRC32C crc = new CRC32C();
            crc.update(bytes.array(), 0, 16);
            bytes.putInt(16, (int) crc.getValue());
            Files.write(folder.resolve("forged.checkpoint"), bytes.array());
            assertEquals(List.of(5L, 7L, 10L), steps(checkpoints));
        }
    }
}
