package org.recurve.app.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.record.EventCodec;
import org.recurve.storage.record.EventCodec.DecodedRecord;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.RecordFrames;
import org.recurve.storage.record.StepContext;

/** Reads what {@link WireOutput} wrote. What is damaged, or was never finished, ends in an {@link IOException}. For one thread. */
public final class WireInput<M> {
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final Class<M> type;
    private final RecordCodec codec = new RecordCodec();
    private final EventCodec events = new EventCodec(codec);
    private StepContext steps = StepContext.NONE;

    /** @param type of messages */
    public WireInput(InputStream in, Class<M> type) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.type = type;
    }

    /** Something that was sent. */
    public sealed interface Sent<M> {
        /** An event of a trial. */
        record SentEvent<M>(Event event) implements Sent<M> {}

        /** A message. */
        record SentMessage<M>(M message) implements Sent<M> {}

        /** The end of what is said about a trial. */
        record SentEnd<M>() implements Sent<M> {}
    }

    /** Returns what comes next; empty at the end. */
    public Optional<Sent<M>> next() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (Optional<ByteBuffer> frame = frame(); frame.isPresent(); frame = frame()) {
            int kind = frame.get().get(4);
            ByteBuffer payload = frame.get().slice(5, frame.get().limit() - RecordFrames.OVERHEAD);
            if (kind == WireOutput.PART || kind == WireOutput.LAST_PART) {
                byte[] part = new byte[payload.remaining()];
                payload.get(part);
                parts.write(part);
                if (kind == WireOutput.LAST_PART) {
                    return Optional.of(new Sent.SentMessage<>(message(parts.toByteArray())));
                }
                continue;
            }
            if (kind == WireOutput.END) {
                steps = StepContext.NONE;
                return Optional.of(new Sent.SentEnd<>());
            }
            switch (events.decode(kind, payload, steps)) {
                case DecodedRecord.DecodedEvent(Event event) -> {
                    return Optional.of(new Sent.SentEvent<>(event));
                }
                case DecodedRecord.StepHeader(StepContext header) -> steps = header;
                case DecodedRecord.Refused(var problem) -> throw new IOException("it sent " + problem);
                case DecodedRecord.ForeignRecord(String what) -> throw new IOException("it sent " + what);
            }
        }
        return Optional.empty();
    }

    private M message(byte[] bytes) throws IOException {
        try {
            return codec.decode(type, bytes);
        } catch (RuntimeException e) { // whatever a constructor makes of bytes that are none of ours
            throw new IOException("it sent a message that cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<ByteBuffer> frame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > RecordFrames.MAX_PAYLOAD) {
            throw new IOException("it sent something that is no message");
        }
        byte[] whole = new byte[length + RecordFrames.OVERHEAD];
        ByteBuffer frame = ByteBuffer.wrap(whole).putInt(0, length);
        try {
            in.readFully(whole, Integer.BYTES, whole.length - Integer.BYTES);
        } catch (EOFException e) {
            throw new IOException("it ended in the middle of a message", e);
        }
        if (RecordFrames.at(frame, 0) != length) {
            throw new IOException("it sent something whose checksum is wrong");
        }
        return Optional.of(frame);
    }
}
