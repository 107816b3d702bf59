package org.recurve.storage.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.Bits;
import org.recurve.storage.Sample;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.record.RecordCodec;

class JournalWriterTest {
    private final RecordCodec codec = new RecordCodec();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    @Test
    void everyKindOfEventComesBackBitForBit() {
        for (int seed = 0; seed < 20; seed++) {
            List<Event> events = new Sample(seed).everyKind(seed);
            write(0, events);
            assertEquals(Bits.of(events), Bits.of(read().events));
            assertEquals(new JournalTail.CleanTail(), read().tail);
        }
    }

    @Test
    void readingInStretchesGivesTheSame() {
        Sample sample = new Sample(3);
        List<Event> events = new ArrayList<>(sample.everyKind(0));
        List<Event> seen = new ArrayList<>();
        JournalPosition reached = JournalPosition.START;
        JournalReader reader = new JournalReader(file);
        try (JournalWriter writer = JournalWriter.open(file, AppendChannel.ChannelOpener.FILES)) {
            for (int i = 0; i < 300; i++) {
                events.add(i % 50 < 25 ? sample.step(0, i, "a", "b") : sample.step(0, i));
            }
            for (Event event : events) {
                writer.append(event);
                JournalChunk chunk = reader.read(reached);
                assertEquals(reached.offset() == 0, chunk.next().generation() != reached.generation());
                reached = chunk.next();
                chunk.entries().forEach(entry -> seen.add(entry.event()));
            }
            assertEquals(writer.length(), reached.offset());
        }
        assertEquals(Bits.of(events), Bits.of(seen));
    }

    @Test
    void aTailTornAtAnyByteLosesOnlyItsOwnRecord() throws IOException {
        List<Event> events = new Sample(4).everyKind(0);
        List<Long> ends = write(0, events);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int end = length;
            int kept = (int) ends.stream().filter(at -> at <= end).count();
            assertEquals(kept, read().events.size(), "cut at " + length);
            assertFalse(read().tail instanceof JournalTail.DamagedTail, "cut at " + length);
        }
    }

    @Test
    void whatIsAppendedAfterATornTailIsRead() throws IOException {
        List<Event> events = new Sample(5).everyKind(0);
        write(0, events);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        write(Long.MAX_VALUE, List.of(events.getLast()));
        assertEquals(Bits.of(events), Bits.of(read().events));
    }

    @Test
    void aFlippedBitIsNoticedAndCostsNothingBeforeIt() throws IOException {
        List<Event> events = new Sample(6).everyKind(0);
        List<Long> ends = write(0, events);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(6);
        for (int bit = 8 * JournalReader.HEADER; bit < 8 * whole.length; bit += 1 + random.nextInt(40)) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            Read read = read();
            long at = bit / 8;
            int sound = (int) ends.stream().filter(end -> end <= at).count();
            assertEquals(sound, read.events.size(), "bit " + bit);
            assertInstanceOf(JournalTail.DamagedTail.class, read.tail, "bit " + bit);
        }
    }

    @Test
    void damageIsPutAside() throws IOException {
        List<Event> events = new Sample(7).everyKind(0);
        List<Long> ends = write(0, events);
        byte[] whole = Files.readAllBytes(file);
        whole[Math.toIntExact(ends.get(2)) + 7] ^= 1;
        Files.write(file, whole);
        write(Long.MAX_VALUE, List.of());
        assertEquals(3, read().events.size());
        assertEquals(new JournalTail.CleanTail(), read().tail);
        byte[] aside = Files.readAllBytes(folder.resolve("journal.damaged"));
        assertArrayEquals(Arrays.copyOfRange(whole, whole.length - aside.length, whole.length), aside);
        assertEquals(whole.length - ends.get(2), aside.length);
    }

    @Test
    void zerosBehindTheLastRecordAreATornTail() throws IOException {
        write(0, new Sample(8).everyKind(0));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 4096));
        assertEquals(new JournalTail.TornTail(whole.length, 4096), read().tail);
    }

    @Test
    void noiseIsNeverReadAsEvents() throws IOException {
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            Files.write(file, noise);
            assertEquals(List.of(), read().events);
        }
    }

    @Test
    void aJournalCutUnderItsReaderIsReadFromTheStart() {
        Sample sample = new Sample(10);
        List<Event> events = List.of(sample.step(0, 0), sample.step(0, 1), sample.step(0, 2));
        List<Long> ends = write(0, events);
        JournalPosition reached =
                new JournalReader(file).read(JournalPosition.START).next();
        write(ends.get(0), events.subList(1, 3));
        JournalChunk again = new JournalReader(file).read(reached);
        assertTrue(again.restarted());
        assertEquals(
                Bits.of(events),
                Bits.of(again.entries().stream()
                        .map(JournalChunk.ChunkEntry::event)
                        .toList()));
    }

    @Test
    void aRecordLargerThanOneStretchIsRead() {
        String text = "x".repeat(9 << 20);
        Event large =
                new Event.Recorded(Sample.trial(0), "n", 1, new org.recurve.api.artifact.Artifact.Text("t", text));
        write(0, List.of(new Sample(1).step(0, 0), large, new Sample(1).step(0, 1)));
        assertEquals(3, read().events.size());
    }

    /** Where each event ends. */
    private List<Long> write(long keep, List<Event> events) {
        List<Long> ends = new ArrayList<>();
        try (JournalWriter writer = JournalWriter.open(file, keep, AppendChannel.ChannelOpener.FILES)) {
            for (Event event : events) {
                writer.append(event);
                ends.add(writer.length());
            }
        }
        return ends;
    }

    private record Read(List<Event> events, JournalTail tail) {}

    private Read read() {
        List<Event> events = new ArrayList<>();
        JournalTail tail = new JournalReader(file, codec).forEach(events::add);
        return new Read(events, tail);
    }
}
