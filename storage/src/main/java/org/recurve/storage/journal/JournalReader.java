package org.recurve.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.UninterruptedFiles;
import org.recurve.storage.record.EventCodec;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.RecordFrames;
import org.recurve.storage.record.StepContext;

/** Reads a journal, also while another process writes it. A file begins with {@link #MAGIC} and its generation, 8 bytes each. */
public final class JournalReader {
    /** Says what the files of all journals begin with, and what the format is called. */
    public static final String FORMAT = "RECURVE1";

    static final long MAGIC = 0x5245_4355_5256_4531L; // the same in ASCII
    static final int HEADER = 16;
    private static final int CHUNK = 4 << 20;
    private static final String DAMAGED = ": damaged at byte ";

    private final Path file;
    private final EventCodec codec;

    public JournalReader(Path file) {
        this(file, new RecordCodec());
    }

    public JournalReader(Path file, RecordCodec codec) {
        this.file = file;
        this.codec = new EventCodec(codec);
    }

    /** Returns the next records after {@code from}, a few megabytes at most unless one record is larger. */
    public JournalChunk read(JournalPosition from) {
        return open(channel -> read(channel, from, CHUNK));
    }

    /** Returns whether it begins as journals do. */
    public boolean isOne() {
        return open(
                channel -> channel.size() >= HEADER && bytes(channel, 0, HEADER).getLong(0) == MAGIC);
    }

    /** Returns every event from the start to the last whole record; the answer tells how the journal ends. */
    public JournalTail forEach(Consumer<Event> each) {
        return forEach(each, refused -> {});
    }

    /** Returns the same, and where a record stands that is against the rules, with what is wrong with it. */
    public JournalTail forEach(Consumer<Event> each, Consumer<String> refused) {
        JournalChunk chunk = read(JournalPosition.START);
        chunk.entries().forEach(entry -> each.accept(entry.event()));
        chunk.refused().forEach(refused);
        while (chunk.more()) {
            chunk = read(chunk.next());
            if (chunk.restarted()) {
                throw new StoreException(file + ": this trial was restarted while it was being read. Try again");
            }
            chunk.entries().forEach(entry -> each.accept(entry.event()));
            chunk.refused().forEach(refused);
        }
        return chunk.tail();
    }

    /** Returns the bytes up to the end of the last whole record. */
    public long whole() {
        return whole(event -> {});
    }

    /** Returns the same, and each event up to there. */
    public long whole(Consumer<Event> each) {
        return whole(each, refused -> {});
    }

    /** Returns the same, and each record up to there that is against the rules. */
    public long whole(Consumer<Event> each, Consumer<String> refused) {
        return switch (forEach(each, refused)) {
            case JournalTail.CleanTail() -> open(FileChannel::size);
            case JournalTail.TornTail(long offset, long bytes) -> offset;
            case JournalTail.DamagedTail(long offset, long bytes) -> offset;
        };
    }

    /** Returns the event whose record begins at {@code offset}, or nothing if there is none any more. Not for steps. */
    public Optional<Event> at(long offset) {
        return open(channel -> read(channel, new JournalPosition(generation(channel), offset, StepContext.NONE), 1))
                .entries()
                .stream()
                .map(JournalChunk.ChunkEntry::event)
                .findFirst();
    }

    /** Returns what is wrong with this journal; nothing if it is whole, or ends in a record that was never finished. */
    public Optional<String> damaged() {
        try {
            return forEach(event -> {}) instanceof JournalTail.DamagedTail(long offset, long bytes)
                    ? Optional.of(damage(offset, bytes))
                    : Optional.empty();
        } catch (StoreException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** Returns the sentence about bytes from {@code offset} to the end that once were whole records. */
    public String damage(long offset, long bytes) {
        return file + DAMAGED + offset + ": the last " + bytes
                + " bytes cannot be read and are left out; everything before them is intact. "
                + (StoreLayout.isOfRun(file)
                        ? "It is the record of one run of a study, whose trials are stored elsewhere and are kept:"
                                + " once you have moved its folder out of the store, no command warns of it any more"
                        : "Run the experiment again to replace what was lost, or move the trial's folder out of the"
                                + " store");
    }

    /** Returns the sentence about a record that is none any more. */
    public String damage(long offset) {
        return file + DAMAGED + offset
                + ": a record that was whole cannot be read any more; the disk fails, or somebody changed the file."
                + " Run `recurve reindex` to see what is left";
    }

    /** Something to be done with the open file. */
    private interface FileAction<T> {
        T from(FileChannel channel) throws IOException;
    }

    private <T> T open(FileAction<T> action) {
        try {
            return UninterruptedFiles.<T, IOException>call(() -> {
                try (FileChannel channel = FileChannel.open(file)) {
                    return action.from(channel);
                }
            });
        } catch (IOException e) {
            throw new StoreException(
                    file + ": cannot read this journal: " + DiskFailure.reason(e)
                            + ". Check that the file is there and readable",
                    e);
        }
    }

    private JournalChunk read(FileChannel channel, JournalPosition asked, int size) throws IOException {
        long length = channel.size();
        if (length < HEADER) {
            return new JournalChunk(
                    asked.offset() > 0, List.of(), JournalPosition.START, false, torn(0, length), List.of(), List.of());
        }
        long generation = generation(channel);
        boolean fresh = asked.generation() != generation || asked.offset() > length || asked.offset() < HEADER;
        long start = fresh ? HEADER : asked.offset();
        ByteBuffer bytes = bytes(channel, start, Math.min(size, length - start));
        while (RecordFrames.unfinished(bytes, 0) && start + bytes.limit() < length) {
            bytes = bytes(channel, start, Math.min(Math.max(CHUNK, 4L * bytes.limit()), length - start));
        }
        ParsedRecords records = parse(bytes, start, fresh ? StepContext.NONE : asked.steps());
        if (fresh && bytes(channel, 0, HEADER).getLong(0) != MAGIC) {
            records.foreign.add("it does not begin as this version's journals do, or its first bytes are damaged");
        }
        boolean toEnd = start + bytes.limit() == length;
        boolean more = !toEnd && (records.end == bytes.limit() || RecordFrames.unfinished(bytes, records.end));
        return new JournalChunk(
                fresh && asked.offset() > 0,
                records.entries,
                new JournalPosition(generation, start + records.end, records.steps),
                more,
                more ? new JournalTail.CleanTail() : tail(bytes, records.end, start, length),
                records.foreign,
                records.refused);
    }

    private ParsedRecords parse(ByteBuffer bytes, long start, StepContext steps) {
        ParsedRecords records = new ParsedRecords(steps);
        for (int length = RecordFrames.at(bytes, 0); length >= 0; length = RecordFrames.at(bytes, records.end)) {
            int skipped = records.refused.size() + records.foreign.size();
            switch (codec.decode(bytes.get(records.end + 4), bytes.slice(records.end + 5, length), records.steps)) {
                case EventCodec.DecodedRecord.DecodedEvent it ->
                    records.entries.add(new JournalChunk.ChunkEntry(it.event(), start + records.end));
                case EventCodec.DecodedRecord.StepHeader it -> records.steps = it.steps();
                case EventCodec.DecodedRecord.ForeignRecord it -> records.foreign.add(it.what());
                case EventCodec.DecodedRecord.Refused it ->
                    records.refused.add("record at byte " + (start + records.end) + ": " + it.problem());
            }
            boolean header = bytes.get(records.end + 4) == EventCodec.STEPS_OF;
            if (header && records.refused.size() + records.foreign.size() > skipped) {
                records.steps = StepContext.NONE; // the steps behind it are nobody's
            }
            records.end += length + RecordFrames.OVERHEAD;
        }
        return records;
    }

    private static JournalTail tail(ByteBuffer bytes, int end, long start, long length) {
        long rest = length - start - end;
        if (rest == 0) {
            return new JournalTail.CleanTail();
        }
        boolean whole = start + bytes.limit() == length;
        return !whole || RecordFrames.damaged(bytes, end)
                ? new JournalTail.DamagedTail(start + end, rest)
                : torn(start + end, rest);
    }

    private static JournalTail torn(long offset, long bytes) {
        return bytes == 0 ? new JournalTail.CleanTail() : new JournalTail.TornTail(offset, bytes);
    }

    private static long generation(FileChannel channel) throws IOException {
        return bytes(channel, 0, HEADER).getLong(8);
    }

    /** {@code length} bytes from {@code start}, fewer if the file was cut meanwhile. */
    private static ByteBuffer bytes(FileChannel channel, long start, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    /** Describes what a stretch of bytes holds, as it is being read. */
    private static final class ParsedRecords {
        private final List<JournalChunk.ChunkEntry> entries = new ArrayList<>();
        private final List<String> foreign = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private StepContext steps;
        private int end;

        private ParsedRecords(StepContext steps) {
            this.steps = steps;
        }
    }
}
