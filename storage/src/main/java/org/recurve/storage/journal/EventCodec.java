package org.recurve.storage.journal;

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
final class EventCodec {
    /** Record types. Numbers in use are never given another meaning. */
    static final int EVENT = 1;

    static final int STEPS_OF = 2;
    static final int STEP = 3;

    private final RecordCodec codec;

    EventCodec(RecordCodec codec) {
        this.codec = codec;
    }

    byte[] encode(Event event) {
        return codec.encode(Event.class, event);
    }

    byte[] encode(StepsOf header) {
        return codec.encode(StepsOf.class, header);
    }

    static StepsOf headerFor(Event.StepDone step) {
        return new StepsOf(
                step.trial(), step.watched().keySet().stream().sorted().toList());
    }

    static void encode(Event.StepDone step, List<String> watched, Encoder out) {
        out.putSigned(step.step()).putSigned(step.epoch()).putSigned(step.examples());
        out.putFloat(step.loss()).putDouble(step.gradientNorm());
        for (String name : watched) {
            Double value = step.watched().get(name);
            out.putDouble(value == null ? Double.NaN : value);
        }
    }

    Decoded decode(int type, ByteBuffer payload, StepsOf header) {
        try {
            Decoder in = new Decoder(payload);
            return switch (type) {
                case EVENT -> accepted((Event) codec.read(Event.class, in));
                case STEPS_OF -> accepted((StepsOf) codec.read(StepsOf.class, in));
                case STEP -> accepted(step(in, header));
                default -> new Decoded.Foreign("a record of type " + type);
            };
        } catch (BufferUnderflowException e) {
            return new Decoded.Foreign("a record that ends too early");
        } catch (RuntimeException e) { // a constructor may refuse what was written, in whatever way it likes
            return new Decoded.Foreign(String.valueOf(e.getMessage()));
        }
    }

    private static Decoded accepted(Event event) {
        return RecordRules.problem(event)
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> new Decoded.Happened(event));
    }

    private static Decoded accepted(StepsOf steps) {
        return RecordRules.problem(steps).<Decoded>map(Decoded.Refused::new).orElseGet(() -> new Decoded.Header(steps));
    }

    private static Event step(Decoder in, StepsOf header) {
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
    sealed interface Decoded {
        /** An event. */
        record Happened(Event event) implements Decoded {}

        /** What the steps from here on have in common. */
        record Header(StepsOf steps) implements Decoded {}

        /** Whole, but against a rule that every record keeps: skipped. */
        record Refused(RecordProblem problem) implements Decoded {}

        /** Whole, but of another version of Recurve: skipped. */
        record Foreign(String what) implements Decoded {}
    }
}
