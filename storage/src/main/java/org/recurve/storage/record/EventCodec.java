package org.recurve.storage.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.event.Event;

/**
 * Turns events into the payloads of journal records and back. A step, of which there may be a thousand a second, is
 * written without names; any other event explains itself.
 */
public final class EventCodec {
    /** Record types. Numbers in use are never given another meaning. */
    public static final int EVENT = 1;

    public static final int STEPS_OF = 2;
    public static final int STEP = 3;

    /** Says what people say about studies and trials, in a file of its own. */
    public static final int LABEL = 4;

    private final RecordCodec codec;

    public EventCodec(RecordCodec codec) {
        this.codec = codec;
    }

    public byte[] encode(Event event) {
        return codec.encode(Event.class, event);
    }

    public byte[] encode(StepContext header) {
        return codec.encode(StepContext.class, header);
    }

    public static StepContext headerFor(Event.StepDone step) {
        return new StepContext(
                step.trial(), step.watched().keySet().stream().sorted().toList());
    }

    public static void encode(Event.StepDone step, List<String> watched, ByteEncoder out) {
        out.putSigned(step.step()).putSigned(step.epoch()).putSigned(step.examples());
        out.putFloat(step.loss()).putDouble(step.gradientNorm());
        for (String name : watched) {
            Double value = step.watched().get(name);
            out.putDouble(value == null ? Double.NaN : value);
        }
    }

    /**
     * Appends the records of an event, framed.
     *
     * @param steps what the steps before it had in common
     * @return what those after it have
     */
    public StepContext append(Event event, StepContext steps, ByteEncoder out) {
        if (!(event instanceof Event.StepDone step)) {
            RecordFrames.append(EVENT, encode(event), out);
            return steps;
        }
        StepContext header = steps;
        if (!header.fits(step.trial(), step.watched().keySet())) {
            header = headerFor(step);
            RecordFrames.append(STEPS_OF, encode(header), out);
        }
        int frame = RecordFrames.begin(STEP, out);
        encode(step, header.watched(), out);
        RecordFrames.end(frame, out);
        return header;
    }

    public DecodedRecord decode(int type, ByteBuffer payload, StepContext header) {
        try {
            ByteDecoder in = new ByteDecoder(payload);
            return switch (type) {
                case EVENT -> accepted((Event) codec.read(Event.class, in));
                case STEPS_OF -> accepted((StepContext) codec.read(StepContext.class, in));
                case STEP -> accepted(step(in, header));
                default -> new DecodedRecord.ForeignRecord("a record of type " + type);
            };
        } catch (BufferUnderflowException e) {
            return new DecodedRecord.ForeignRecord("a record that ends too early");
        } catch (RuntimeException e) { // a constructor may refuse what was written, in whatever way it likes
            return new DecodedRecord.ForeignRecord(String.valueOf(e.getMessage()));
        }
    }

    private static DecodedRecord accepted(Event event) {
        return RecordRules.problem(event)
                .<DecodedRecord>map(DecodedRecord.Refused::new)
                .orElseGet(() -> new DecodedRecord.DecodedEvent(event));
    }

    private static DecodedRecord accepted(StepContext steps) {
        return RecordRules.problem(steps)
                .<DecodedRecord>map(DecodedRecord.Refused::new)
                .orElseGet(() -> new DecodedRecord.StepHeader(steps));
    }

    private static Event step(ByteDecoder in, StepContext header) {
        long step = in.getSigned();
        int epoch = (int) in.getSigned();
        int examples = (int) in.getSigned();
        float loss = in.getFloat();
        double norm = in.getDouble();
        Map<String, Double> watched = HashMap.newHashMap(header.watched().size());
        for (String name : header.watched()) {
            watched.put(name, in.getDouble());
        }
        return new Event.StepDone(header.trial(), step, epoch, examples, loss, norm, watched);
    }

    /** A record, understood. */
    public sealed interface DecodedRecord {
        /** An event. */
        record DecodedEvent(Event event) implements DecodedRecord {}

        /** Describes what the steps from here on have in common. */
        record StepHeader(StepContext steps) implements DecodedRecord {}

        /** Whole, but against a rule that every record keeps: skipped. */
        record Refused(RecordProblem problem) implements DecodedRecord {}

        /** Whole, but of another version of Recurve: skipped. */
        record ForeignRecord(String what) implements DecodedRecord {}
    }
}
