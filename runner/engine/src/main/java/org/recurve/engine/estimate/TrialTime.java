package org.recurve.engine.estimate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.recurve.api.data.Data;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.compute.session.TimeEstimate;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.training.TracedPhase;

/** Foretells how long a trial computes on one thread of a machine, without a step of it. */
public final class TrialTime {
    private static final double SECOND = 1e9;
    /** An optimizer's passes over its vectors and the parameters, each at the pace of memory. */
    private static final double UPDATE = 3;

    private final MachineLimits limits;

    public TrialTime(MachineLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns the seconds, once all code is compiled; empty if an optimizer asks for more than gradients, as often as it needs them.
     */
    public OptionalDouble seconds(List<TracedPhase> phases) {
        double nanos = 0;
        for (TracedPhase phase : phases) {
            OptimizerProfile profile =
                    OptimizerProfile.of(phase.phase().training().optimizer());
            if (!profile.quantities().equals(Set.of(Quantity.GRADIENT))) {
                return OptionalDouble.empty();
            }
            nanos += nanos(phase, TrialWork.of(phase, phase.equals(phases.getLast())), profile.vectors());
        }
        return OptionalDouble.of(nanos / SECOND);
    }

    private double nanos(TracedPhase phase, TrialWork work, int vectors) {
        TrainingSpec training = phase.phase().training();
        int examples = phase.chunking().data().split(Data.TRAIN).size();
        double steps = (double) training.reads(examples) / Math.min(training.batch(), examples);
        long bytes = Float.BYTES * (3L + 2L * vectors) * phase.drawn().theta().size();
        return work.training() * nanos(phase, Quantity.GRADIENT)
                + work.evaluation() * nanos(phase, Quantity.OUTPUT)
                + steps * UPDATE * limits.nanos(0, bytes, Long.MAX_VALUE);
    }

    /** Returns the nanoseconds of a floating-point operation of a quantity, in a batch of examples of the program's own size. */
    private double nanos(TracedPhase phase, Quantity quantity) {
        Program program = phase.program();
        int batch = Math.min(phase.phase().training().batch(), phase.chunking().sequences(Data.TRAIN));
        double flops = (double) batch * Math.max(1, program.flops(quantity));
        return TimeEstimate.nanos(program, quantity, batch, limits) / flops;
    }
}
