package org.recurve.engine.estimate;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.session.MemoryFootprint;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.diagnosis.LayerInspection;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.training.TracedPhase;

/**
 * Describes what a trial takes of memory while it trains, in bytes; the data itself, which all trials share, is not among it.
 *
 * @param activations all that lives within a step and a pass over held out examples
 * @param tables which numbers each operation reads
 * @param parameters as they are, as they were drawn and at the best epoch, their gradient, and what the optimizer keeps
 * @param examples one batch, and the order of all
 */
public record TrialMemory(long activations, long tables, long parameters, long examples) {
    /** Counts the bytes of a batch's record besides its examples: the record, two arrays' heads, and its place in a list. */
    private static final int TURN = 96;

    /** Returns the memory of a trial with these phases, which come one after another: the hungriest one's. */
    public static TrialMemory of(List<TracedPhase> phases) {
        long drawn = phases.stream().mapToLong(phase -> bytes(phase.drawn())).sum();
        TrialMemory most = phases.stream()
                .map(TrialMemory::of)
                .max(Comparator.comparingLong(TrialMemory::bytes))
                .orElseThrow();
        return new TrialMemory(most.activations, most.tables, most.parameters + drawn, most.examples);
    }

    private static TrialMemory of(TracedPhase phase) {
        TrainingSpec trainingSpec = phase.phase().training();
        OptimizerProfile profile = OptimizerProfile.of(trainingSpec.optimizer());
        Set<Quantity> asked = EnumSet.copyOf(profile.quantities());
        asked.add(Quantity.OUTPUT);
        if (LayerInspection.examples(phase.program(), phase.chunking()) > 0) {
            asked.add(Quantity.LAYERS);
        }
        MemoryFootprint footprint = MemoryFootprint.of(
                phase.program(), SameSizeExamples.sizes(phase.chunking().data()), asked, trainingSpec.batch());
        return new TrialMemory(
                footprint.activations() + footprint.read(),
                footprint.tables(),
                parameters(phase, profile),
                examples(phase.chunking().data(), trainingSpec.batch()));
    }

    /** Now and at the best epoch, then within a step the gradient, and the next ones beside those they come from. */
    private static long parameters(TracedPhase phase, OptimizerProfile profile) {
        long theta = bytes(phase.drawn().theta());
        long buffers = bytes(phase.drawn().buffers());
        long carried = bytes(phase.program().carried(phase.phase().training().batch()));
        long kept = 2 * (theta + buffers) + profile.vectors() * theta;
        long moved = 2 * theta + buffers + profile.vectors() * theta;
        return kept + moved + 3 * carried;
    }

    private static long bytes(ModelState state) {
        return bytes(state.theta()) + bytes(state.frozen()) + bytes(state.buffers());
    }

    private static long bytes(Vector vector) {
        return (long) Float.BYTES * vector.size();
    }

    private static long examples(Data data, int batch) {
        long fields =
                data.fields().stream().mapToLong(field -> field.shape().size()).sum();
        long examples = data.split(Data.TRAIN).size();
        long order = 3L * Integer.BYTES * examples + TURN * Math.ceilDiv(examples, batch);
        return Float.BYTES * fields * batch + (long) Long.BYTES * batch + order;
    }

    public long bytes() {
        return activations + tables + parameters + examples;
    }
}
