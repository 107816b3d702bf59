package org.recurve.export.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.export.live.Histories.context;
import static org.recurve.export.live.Histories.ended;
import static org.recurve.export.live.Histories.epoch;
import static org.recurve.export.live.Histories.hear;
import static org.recurve.export.live.Histories.id;
import static org.recurve.export.live.Histories.started;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.plugin.NoConfig;

/**
 * Event files, read by a decoder of its own after TensorFlow's record_writer.h, event.proto and summary.proto: its CRC-32C is
 * the polynomial, bit by bit, not the JDK's. TensorBoard 2.21 read a study's files when this was written.
 */
class TensorBoardTest {
    private static final String FILE = "events.out.tfevents.recurve";

    @TempDir
    Path folder;

    /** A message of an event file; {@code version} is empty and {@code step} 0 where it has none. */
    private record Message(double time, long step, String version, List<Scalar> scalars) {}

    private record Scalar(String tag, float value) {}

    private static int crc(byte[] bytes, int from, int to) {
        int crc = ~0;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1));
            }
        }
        return ~crc;
    }

    private static long little(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }

    private static void checked(byte[] bytes, int from, int to) {
        long crc = crc(bytes, from, to) & 0xffffffffL;
        long masked = ((crc >> 15 | crc << 17) + 0xa282ead8L) & 0xffffffffL;
        assertEquals(masked, little(bytes, to, 4), "the CRC at " + to);
    }

    private static List<Message> messages(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Message> messages = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = (int) little(bytes, at, 8);
            checked(bytes, at, at + 8);
            checked(bytes, at + 12, at + 12 + length);
            messages.add(message(new Fields(bytes, at + 12, at + 12 + length)));
            at += 16 + length;
        }
        assertEquals(bytes.length, at);
        return messages;
    }

    private static Message message(Fields fields) {
        double time = 0;
        long step = 0;
        String version = "";
        List<Scalar> scalars = new ArrayList<>();
        while (fields.more()) {
            switch ((int) fields.varint()) {
                case 1 << 3 | 1 -> time = Double.longBitsToDouble(fields.fixed(8));
                case 2 << 3 -> step = fields.varint();
                case 3 << 3 | 2 -> version = fields.inner().text();
                case 5 << 3 | 2 -> {
                    Fields summary = fields.inner();
                    while (summary.more()) {
                        assertEquals(1 << 3 | 2, summary.varint());
                        Fields value = summary.inner();
                        assertEquals(1 << 3 | 2, value.varint());
                        String tag = value.inner().text();
                        assertEquals(2 << 3 | 5, value.varint());
                        scalars.add(new Scalar(tag, Float.intBitsToFloat((int) value.fixed(4))));
                        assertTrue(!value.more());
                    }
                }
                default -> throw new AssertionError("a field that event.proto does not have");
            }
        }
        return new Message(time, step, version, scalars);
    }

    /** Fields of a protocol buffer. */
    private static final class Fields {
        private final byte[] bytes;
        private final int end;
        private int at;

        Fields(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        boolean more() {
            return at < end;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        long fixed(int count) {
            at += count;
            return little(bytes, at - count, count);
        }

        Fields inner() {
            int length = (int) varint();
            at += length;
            return new Fields(bytes, at - length, at);
        }

        String text() {
            return new String(bytes, at, end - at, StandardCharsets.UTF_8);
        }
    }

    /** The check value of CRC-32C, and of RFC 3720 that of 32 zeros. */
    @Test
    void theDecodersCrcIsThePublishedOne() {
        assertEquals(0xe3069283, crc("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9));
        assertEquals(0x8a9136aa, crc(new byte[32], 0, 32));
    }

    @Test
    void eachTrialIsARunAndItsEpochsAreSteps() throws IOException {
        hear(
                new TensorBoard(),
                new NoConfig(),
                context(folder),
                started(1, "wide", "", 0),
                epoch(1, 1, Map.of("validation.accuracy", 0.5, "train.loss", 2.25)),
                started(2, "wide", "short", 3),
                epoch(1, 300, Map.of("train.loss", Double.NaN)),
                ended(1, Map.of("train.loss", 2.25, "test.accuracy", 0.75)));
        List<Message> messages = messages(folder.resolve("wide/0").resolve(FILE));
        double begin = Histories.START.toEpochMilli() / 1e3;
        assertEquals(
                List.of(
                        new Message(begin, 0, "brain.Event:2", List.of()),
                        new Message(
                                begin + 0.25,
                                1,
                                "",
                                List.of(new Scalar("train.loss", 2.25f), new Scalar("validation.accuracy", 0.5f))),
                        new Message(begin + 0.5, 300, "", List.of(new Scalar("train.loss", Float.NaN))),
                        new Message(begin + 0.5, 1, "", List.of(new Scalar("test.accuracy", 0.75f)))),
                messages);
        assertEquals(1, messages(folder.resolve("wide/short/3").resolve(FILE)).size());
    }

    /** A record as TensorFlow's own writer frames it: from its record_writer's published layout, of the data "abc". */
    @Test
    void aRecordIsFramedAsPublished() throws IOException {
        Path file = folder.resolve("records");
        try (RecordFile records = RecordFile.open(file)) {
            records.write("abc".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(HexFormat.of().parseHex("0300000000000000"), java.util.Arrays.copyOf(bytes, 8));
        checked(bytes, 0, 8);
        checked(bytes, 12, 15);
        assertEquals(19, bytes.length);
    }

    @Test
    void namesLeadNowhereElse() throws IOException {
        hear(
                new TensorBoard(),
                new NoConfig(),
                context(folder.resolve("own")),
                started(1, "../../up", "", 0),
                started(2, "..", "/etc", 0),
                started(3, "x".repeat(3000), "", 0),
                started(4, "same", "", 0),
                started(5, "same", "", 0),
                started(6, "a\u0000b\nc", "", 0));
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertEquals(6, files.size(), files.toString());
            assertTrue(files.stream().allMatch(file -> file.startsWith(folder.resolve("own"))), files.toString());
        }
        assertTrue(Files.exists(folder.resolve("own/same/0").resolve(FILE)));
        assertTrue(Files.exists(
                folder.resolve("own/trial-same-" + id(5).substring(7)).resolve(FILE)));
    }

    /** A trial that goes on from a checkpoint begins once more in the same file. */
    @Test
    void aTrialThatGoesOnStaysOneRun() throws IOException {
        Event[] events = {
            started(1, "a", "", 0), epoch(1, 1, Map.of("train.loss", 1.0)),
            started(1, "a", "", 0), epoch(1, 2, Map.of("train.loss", 0.5))
        };
        hear(new TensorBoard(), new NoConfig(), context(folder), events);
        byte[] whole = Files.readAllBytes(folder.resolve("a/0").resolve(FILE));
        assertEquals(3, messages(folder.resolve("a/0").resolve(FILE)).size());
        hear(new TensorBoard(), new NoConfig(), context(folder), events);
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("a/0").resolve(FILE)));
    }
}
