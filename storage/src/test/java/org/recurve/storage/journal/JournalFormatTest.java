package org.recurve.storage.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.Sample;
import org.recurve.storage.file.AppendChannel;

/** A journal read from what {@code storage/JOURNAL.md} says of it, by none of the store's own classes. */
class JournalFormatTest {
    private static final String TRIAL = Sample.trial(7);

    @TempDir
    Path folder;

    private Path file;

    private record Framed(int type, ByteBuffer payload) {}

    @BeforeEach
    void write() {
        file = folder.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(file, AppendChannel.ChannelOpener.FILES)) {
            writer.append(new Event.StepDone(TRIAL, 300, 2, 64, 0.1f, 0.75, Map.of("b", -0.0, "a", 1e300)));
            writer.append(new Event.StepDone(TRIAL, 301, 2, 64, Float.NaN, 0, Map.of("a", 2.0, "b", 3.0)));
            writer.append(new Event.TrialEnded(
                    TRIAL,
                    Event.Status.FINISHED,
                    "✓",
                    -1,
                    Map.of("test.loss", 0.1, "test.accuracy", 1.0),
                    "sha256:d",
                    Duration.ofSeconds(-1, 5),
                    Instant.ofEpochSecond(1_700_000_000, 250)));
        }
    }

    /** Behind a header of 16 bytes, records: length, type, payload, and a checksum over all of them. */
    private List<Framed> records() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Framed> records = new ArrayList<>();
        assertEquals(
                "RECURVE1", StandardCharsets.ISO_8859_1.decode(in.slice(0, 8)).toString());
        in.position(16);
        while (in.hasRemaining()) {
            int start = in.position();
            int length = in.getInt();
            int type = in.get();
            ByteBuffer payload = in.slice(in.position(), length);
            in.position(in.position() + length);
            CRC32C crc = new CRC32C();
            crc.update(in.array(), start, length + 5);
            assertEquals((int) crc.getValue(), in.getInt());
            records.add(new Framed(type, payload));
        }
        return records;
    }

    private static long count(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static long number(ByteBuffer in) {
        long count = count(in);
        return count % 2 == 0 ? count / 2 : -(count / 2) - 1;
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[(int) count(in)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The bytes of each component, by name. */
    private static Map<String, ByteBuffer> components(ByteBuffer in) {
        Map<String, ByteBuffer> components = new LinkedHashMap<>();
        for (long i = count(in); i > 0; i--) {
            String name = text(in);
            int length = (int) count(in);
            components.put(name, in.slice(in.position(), length));
            in.position(in.position() + length);
        }
        return components;
    }

    @Test
    void anEventIsReadByItsName() throws IOException {
        Framed last = records().getLast();
        assertEquals(1, last.type());
        assertEquals("TrialEnded", text(last.payload()));
        Map<String, ByteBuffer> ended = components(last.payload());
        assertEquals(TRIAL, text(ended.get("trial")));
        assertEquals("FINISHED", text(ended.get("status")));
        assertEquals("✓", text(ended.get("reason")));
        assertEquals(-1, number(ended.get("selectedEpoch")));
        ByteBuffer metrics = ended.get("metrics");
        assertEquals(2, count(metrics));
        assertEquals("test.accuracy", text(metrics), "keys ascend");
        assertEquals(1.0, metrics.getDouble());
        assertEquals("test.loss", text(metrics));
        assertEquals(0.1, metrics.getDouble());
        ByteBuffer measured = ended.get("measured");
        assertEquals(List.of(-1L, 5L), List.of(number(measured), count(measured)));
        ByteBuffer at = ended.get("measuredAt");
        assertEquals(List.of(1_700_000_000L, 250L), List.of(number(at), count(at)));
    }

    @Test
    void stepsFollowTheirHeader() throws IOException {
        List<Framed> records = records();
        assertEquals(List.of(2, 3, 3, 1), records.stream().map(Framed::type).toList());
        Map<String, ByteBuffer> header = components(records.get(0).payload());
        assertEquals(TRIAL, text(header.get("trial")));
        ByteBuffer watched = header.get("watched");
        assertEquals(2, count(watched));
        assertEquals(List.of("a", "b"), List.of(text(watched), text(watched)));
        ByteBuffer step = records.get(1).payload();
        assertEquals(List.of(300L, 2L, 64L), List.of(number(step), number(step), number(step)));
        assertEquals(0.1f, step.getFloat());
        assertEquals(0.75, step.getDouble());
        assertEquals(1e300, step.getDouble());
        assertEquals(Double.doubleToRawLongBits(-0.0), step.getLong());
    }
}
