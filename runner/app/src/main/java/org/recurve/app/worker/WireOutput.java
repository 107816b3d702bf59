package org.recurve.app.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.recurve.api.event.Event;
import org.recurve.storage.record.ByteEncoder;
import org.recurve.storage.record.EventCodec;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.record.RecordFrames;
import org.recurve.storage.record.StepContext;

/**
 * Writes messages and events as records of a journal are written, each with its checksum; long messages in parts. Safe for several
 * threads.
 */
public final class WireOutput implements AutoCloseable {
    /** Types of records beside those of journals. */
    static final int PART = 17;

    static final int LAST_PART = 18;

    /** Ends what is sent about a trial. Whoever only carries an answer knows this number alone. */
    static final int END = 19;

    private final OutputStream out;
    private final RecordCodec codec = new RecordCodec();
    private final EventCodec events = new EventCodec(codec);
    private StepContext steps = StepContext.NONE;

    public WireOutput(OutputStream out) {
        this.out = out;
    }

    /** Sends an event. */
    public synchronized void send(Event event) throws IOException {
        ByteEncoder frames = new ByteEncoder();
        steps = events.append(event, steps, frames);
        write(frames);
    }

    /** Sends a message of this sealed type. */
    public synchronized void send(Type type, Record message) throws IOException {
        byte[] whole = codec.encode(type, message);
        int most = RecordFrames.MAX_PAYLOAD / 4;
        for (int at = 0; at == 0 || at < whole.length; at += most) {
            int end = (int) Math.min((long) at + most, whole.length);
            ByteEncoder frame = new ByteEncoder();
            RecordFrames.append(end == whole.length ? LAST_PART : PART, Arrays.copyOfRange(whole, at, end), frame);
            write(frame);
        }
    }

    /** Says that this is all about a trial. */
    public synchronized void end() throws IOException {
        ByteEncoder frame = new ByteEncoder();
        RecordFrames.append(END, new byte[0], frame);
        write(frame);
        steps = StepContext.NONE;
    }

    private void write(ByteEncoder frames) throws IOException {
        out.write(frames.toArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
