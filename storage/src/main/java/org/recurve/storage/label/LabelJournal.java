package org.recurve.storage.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.DurableFiles;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.record.ByteEncoder;
import org.recurve.storage.record.EventCodec;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.RecordFrames;
import org.recurve.storage.record.RecordProblem;

/**
 * The file of a store that keeps what people say about its studies and trials, in the format of journals. It is small, and written
 * whole with each addition, so that it is never torn.
 */
public record LabelJournal(Path file) {
    /** Says what the file is called. */
    public static final String NAME = "labels.journal";

    private static final int HEADER = 16;

    /** More than this is no file of what people said. */
    private static final long LARGEST = 1L << 28;

    private static final RecordCodec CODEC = new RecordCodec();

    /** Describes what the file holds, up to the first byte that cannot be read. */
    private record LabelContent(byte[] bytes, List<LabelEvent> events, int whole, Optional<String> damage) {}

    /** Returns the file of a store. */
    public static LabelJournal of(Path store) {
        return new LabelJournal(store.resolve(NAME));
    }

    /** Returns what all of it comes to; nothing if there is no file. */
    public StoreLabels read() {
        LabelContent content = content();
        return StoreLabels.of(content.events(), content.damage());
    }

    /** Returns all that was said, in order. */
    public List<LabelEvent> events() {
        return content().events();
    }

    /**
     * Returns what is said about a study and trials, to travel with them.
     *
     * @param runs the folders of the study's runs, relative to the store
     */
    public List<LabelEvent> about(String study, Collection<String> trials, Collection<String> runs) {
        List<LabelEvent> said = events();
        List<LabelEvent> about = new ArrayList<>();
        for (LabelEvent event : said) {
            if (event instanceof LabelEvent.Renamed it && it.runs().stream().anyMatch(runs::contains)) {
                about.add(new LabelEvent.Renamed(
                        it.from(),
                        it.to(),
                        it.runs().stream().filter(runs::contains).toList(),
                        it.at()));
            }
        }
        if (!said.isEmpty()) {
            List<String> targets = new ArrayList<>(trials);
            targets.addFirst(study);
            about.addAll(read().about(targets, said.getLast().at()));
        }
        return about;
    }

    /** Adds events, all or none of them; throws {@link IllegalArgumentException} if one is against the rules. */
    public void append(List<LabelEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        events.forEach(event -> LabelRules.problem(event).ifPresent(problem -> {
            throw new IllegalArgumentException(problem.toString());
        }));
        try (FolderLock _ = FolderLock.tryLock(file.resolveSibling("labels.lock"))
                .orElseThrow(() -> new StoreException(
                        file + ": another process writes this file.\n    Give the same command again."))) {
            LabelContent before = content();
            if (before.damage().isPresent()) {
                throw new StoreException(before.damage().get()
                        + ".\n    Move the file away to begin a new one; studies and trials are kept elsewhere.");
            }
            DurableFiles.write(
                    file,
                    AppendChannel.ChannelOpener.FILES,
                    ByteBuffer.wrap(before.bytes(), 0, before.whole()),
                    ByteBuffer.wrap(bytes(events, before.bytes().length == 0)));
        }
    }

    /** Returns a file that holds these events. */
    public static byte[] bytes(List<LabelEvent> events) {
        return bytes(events, true);
    }

    private static byte[] bytes(List<LabelEvent> events, boolean first) {
        ByteEncoder out = new ByteEncoder();
        if (first) {
            out.put(JournalReader.FORMAT.getBytes(StandardCharsets.US_ASCII)).putLong(0);
        }
        events.forEach(event -> RecordFrames.append(EventCodec.LABEL, CODEC.encode(LabelEvent.class, event), out));
        return out.toArray();
    }

    private LabelContent content() {
        byte[] bytes = bytes();
        List<LabelEvent> events = new ArrayList<>();
        if (bytes.length == 0) {
            return new LabelContent(bytes, events, 0, Optional.empty());
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || !new String(bytes, 0, 8, StandardCharsets.US_ASCII).equals(JournalReader.FORMAT)) {
            return damaged(bytes, events, 0);
        }
        int at = HEADER;
        for (int length = RecordFrames.at(buffer, at); length >= 0; length = RecordFrames.at(buffer, at)) {
            if (buffer.get(at + 4) == EventCodec.LABEL) {
                byte[] payload = new byte[length];
                buffer.get(at + 5, payload);
                event(payload).ifPresent(events::add);
            }
            at += length + RecordFrames.OVERHEAD;
        }
        return at == bytes.length ? new LabelContent(bytes, events, at, Optional.empty()) : damaged(bytes, events, at);
    }

    private LabelContent damaged(byte[] bytes, List<LabelEvent> events, int at) {
        return new LabelContent(
                bytes,
                events,
                at,
                Optional.of(
                        file + ": damaged at byte " + at + ": tags, notes and names that stand behind it are lost"));
    }

    /** Returns what a record says: nothing if it is against the rules, or of a later version. */
    private static Optional<LabelEvent> event(byte[] payload) {
        try {
            LabelEvent event = CODEC.decode(LabelEvent.class, payload);
            Optional<RecordProblem> problem = LabelRules.problem(event);
            return problem.isPresent() ? Optional.empty() : Optional.of(event);
        } catch (
                RuntimeException
                        ofAnotherVersion) { // a constructor may refuse what was written, in whatever way it likes
            return Optional.empty();
        }
    }

    private byte[] bytes() {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new byte[0];
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > LARGEST) {
                throw new StoreException(file + ": is larger than all that people can have said about a store");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (NoSuchFileException gone) {
            return new byte[0];
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }
}
