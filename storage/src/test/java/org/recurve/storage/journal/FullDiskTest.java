package org.recurve.storage.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.Sample;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;

class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void theMessageSaysWhatWhereAndWhatToDo() {
        Path file = folder.resolve("journal");
        StoreException full = assertThrows(StoreException.class, () -> write(file, 40));
        assertEquals(
                file + ": cannot write: No space left on device\n"
                        + "    The disk is full. Make room, or name another disk with --store, then give the same command"
                        + " again: what is finished is kept, and what was interrupted begins again.",
                full.getMessage());
    }

    @Test
    void whateverWasAcknowledgedIsThere() {
        for (int room = 0; room < 400; room += 7) {
            Path file = folder.resolve("r" + room).resolve("journal");
            List<Event> acknowledged = new ArrayList<>();
            try (JournalWriter writer = JournalWriter.open(file, new FullDisk(room))) {
                for (int step = 0; ; step++) {
                    Event.StepDone event = new Sample(step).step(0, step);
                    writer.append(event);
                    acknowledged.add(event);
                }
            } catch (StoreException full) {
                List<Event> found = new ArrayList<>();
                assertEquals(new JournalTail.CleanTail(), new JournalReader(file).forEach(found::add));
                assertEquals(acknowledged, found);
            }
        }
    }

    @Test
    void afterAFailureNothingMoreIsTaken() {
        try (JournalWriter writer = JournalWriter.open(folder.resolve("journal"), new FullDisk(60))) {
            Event large = new Event.Warned("a", "x".repeat(100));
            assertThrows(StoreException.class, () -> writer.append(large));
            assertThrows(StoreException.class, () -> writer.append(new Event.Warned("", "")));
        }
    }

    @Test
    void aCheckpointThatDoesNotFitLeavesTheOldOne() throws Exception {
        new CheckpointFiles(folder, AppendChannel.ChannelOpener.FILES).write("last", 1, 0, "d", 10, new byte[] {1});
        CheckpointFiles full = new CheckpointFiles(folder, new FullDisk(70));
        assertThrows(StoreException.class, () -> full.write("last", 2, 0, "d", 10, new byte[1000]));
        assertArrayEquals(new byte[] {1}, full.latest(10).orElseThrow().content());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "and no part of the new one, which would fill the disk to no use");
        }
    }

    private static void write(Path file, long room) {
        try (JournalWriter writer = JournalWriter.open(file, new FullDisk(room))) {
            for (int step = 0; step < 100; step++) {
                writer.append(new Sample(1).step(0, step));
            }
        }
    }
}
