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
import org.recurve.storage.file.AppendChannel;

class CheckpointFilesTest {
    @TempDir
    Path folder;

    @Test
    void theLatestWholeOneThatTheJournalReachesCounts() throws Exception {
        CheckpointFiles files = new CheckpointFiles(folder, AppendChannel.ChannelOpener.FILES);
        assertTrue(files.latest(1000).isEmpty());
        files.write("last", 5, 0, "sha256:a", 100, new byte[] {5});
        files.write("last", 10, 1, "sha256:b", 200, new byte[] {10});
        Path best = files.write("best", 20, 2, "sha256:c", 300, new byte[] {20});
        assertEquals(20, files.latest(300).orElseThrow().step());
        assertEquals(10, files.latest(299).orElseThrow().step());
        assertTrue(files.latest(199).isEmpty());

        Checkpoint last = files.named("last").orElseThrow();
        assertEquals("sha256:b", last.digest());
        assertEquals(1, last.epoch());
        assertEquals(200, last.journalLength());
        assertArrayEquals(new byte[] {10}, last.content());

        byte[] bytes = Files.readAllBytes(best);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 16;
            Files.write(best, flipped);
            assertEquals(10, files.latest(300).orElseThrow().step());
        }
    }

    private CheckpointFiles three() {
        CheckpointFiles files = new CheckpointFiles(folder, AppendChannel.ChannelOpener.FILES);
        files.write("step-5", 5, 0, "sha256:a", 100, new byte[] {5});
        files.write("step-10", 10, 1, "sha256:b", 200, new byte[] {10});
        files.write("step-7", 7, 0, "sha256:c", 150, new byte[] {7});
        return files;
    }

    private static List<Long> steps(CheckpointFiles files) {
        return files.reached(1000).map(Checkpoint::step).toList();
    }

    @Test
    void thoseOfTheMostStepsAreKept() throws Exception {
        CheckpointFiles files = three();
        files.prune(3);
        assertEquals(List.of(5L, 7L, 10L), steps(files));
        Files.write(folder.resolve("damaged.checkpoint"), new byte[] {1, 2});
        files.prune(3);
        assertFalse(Files.exists(folder.resolve("damaged.checkpoint")), "the unreadable one goes first");
        files.prune(2);
        assertEquals(List.of(7L, 10L), steps(files));
    }

    @Test
    void whatAKillLeftHalfWrittenCountsForNothingAndIsSweptAway() throws Exception {
        CheckpointFiles files = three();
        byte[] whole = Files.readAllBytes(folder.resolve("step-10.checkpoint"));
        Path half = folder.resolve("step-12.checkpoint.next");
        for (int length = 0; length <= whole.length; length += 5) {
            Files.write(half, Arrays.copyOf(whole, length));
            assertEquals(List.of(5L, 7L, 10L), steps(files));
        }
        files.cut(200);
        assertFalse(Files.exists(half));
        assertEquals(List.of(5L, 7L, 10L), steps(files));
        Files.write(half, whole);
        files.clear();
        assertFalse(Files.exists(half));
    }

    @Test
    void whatACutJournalDoesNotReachIsGone() {
        CheckpointFiles files = three();
        files.cut(150);
        assertEquals(List.of(5L, 7L), steps(files));
    }

    /** The checksum fits, and the description is said to be longer than any array. */
    @Test
    void aLengthThatIsNoneCountsForNothing() throws Exception {
        CheckpointFiles files = three();
        for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 13}) {
            ByteBuffer bytes = ByteBuffer.allocate(20).putInt(length).putLong(1);
            CRC32C crc = new CRC32C();
            crc.update(bytes.array(), 0, 16);
            bytes.putInt(16, (int) crc.getValue());
            Files.write(folder.resolve("forged.checkpoint"), bytes.array());
            assertEquals(List.of(5L, 7L, 10L), steps(files));
        }
    }
}
