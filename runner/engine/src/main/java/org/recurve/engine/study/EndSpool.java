package org.recurve.engine.study;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;

/**
 * Keeps the ends of trials in a file that nobody else sees and that goes with the process, so that a run of very many trials
 * keeps none in memory; those that the disk does not take stay there. Safe for several threads, interrupted ones too.
 */
public final class EndSpool implements AutoCloseable {
    private final List<TrialEnded> unwritten = new ArrayList<>();
    private final Optional<RandomAccessFile> file;
    private long size;

    private EndSpool(Optional<RandomAccessFile> file) {
        this.file = file;
    }

    /** Returns an empty one in the folder of temporary files, or in memory where that cannot be written. */
    public static EndSpool open() {
        try {
            Path path = Files.createTempFile("recurve-ends-", ".tmp");
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                Files.delete(path); // the open file stays
            } catch (IOException held) {
                deleteAtExit(path);
            }
            return new EndSpool(Optional.of(file));
        } catch (IOException unwritable) {
            return new EndSpool(Optional.empty());
        }
    }

    private static void deleteAtExit(Path path) {
        try {
            path.toFile().deleteOnExit();
        } catch (IllegalStateException shuttingDown) {
            // It stays in the folder of temporary files.
        }
    }

    /** Keeps an end; returns the place that {@link #get} finds it at. */
    public synchronized long put(TrialEnded end) {
        if (file.isPresent()) {
            byte[] bytes = bytes(end);
            try {
                file.get().seek(size);
                file.get().writeInt(bytes.length);
                file.get().write(bytes);
                long place = size;
                size += Integer.BYTES + bytes.length;
                return place;
            } catch (IOException full) {
                // What was written of it is written over, or never read.
            }
        }
        unwritten.add(end);
        return -unwritten.size();
    }

    /** Returns what {@link #put} kept at this place. */
    public synchronized TrialEnded get(long place) {
        if (place < 0) {
            return unwritten.get((int) (-place - 1));
        }
        RandomAccessFile in = file.orElseThrow();
        try {
            in.seek(place);
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return end(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back how a trial ended from the folder of temporary files", e);
        }
    }

    private static byte[] bytes(TrialEnded end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(end.trial(), out);
            text(end.status().name(), out);
            text(end.reason(), out);
            out.writeInt(end.selectedEpoch());
            out.writeInt(end.metrics().size());
            for (Map.Entry<String, Double> metric : end.metrics().entrySet()) {
                text(metric.getKey(), out);
                out.writeLong(Double.doubleToRawLongBits(metric.getValue()));
            }
            text(end.digest(), out);
            out.writeLong(end.measured().getSeconds());
            out.writeInt(end.measured().getNano());
            out.writeLong(end.measuredAt().getEpochSecond());
            out.writeInt(end.measuredAt().getNano());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static TrialEnded end(DataInputStream in) throws IOException {
        String trial = text(in);
        Status status = Status.valueOf(text(in));
        String reason = text(in);
        int selectedEpoch = in.readInt();
        int count = in.readInt();
        Map<String, Double> metrics = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            metrics.put(text(in), Double.longBitsToDouble(in.readLong()));
        }
        return new TrialEnded(
                trial,
                status,
                reason,
                selectedEpoch,
                metrics,
                text(in),
                Duration.ofSeconds(in.readLong(), in.readInt()),
                Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        file.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
