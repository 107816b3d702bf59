package org.recurve.engine.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.engine.training.TracedPhase;

/** Models that say the same of every example. */
final class ConstantPredictor {
    /** No name that a file can give. */
    private static final String NAME = "(zeros)";

    private ConstantPredictor() {}

    @Plugin(id = "zeros", summary = "zeros of the shape of x")
    private static final class ZeroInputs implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return scope.zeros(x.shape().toArray());
        }
    }

    /**
     * Returns the model of a phase with zeros for its output: with cross-entropy over K classes it loses {@code ln K}, with a
     * squared error the mean square of the targets. Empty where the target is a part of the model itself.
     */
    static Optional<Program> like(TracedPhase tracedPhase) {
        if (tracedPhase.phase().towardsPart()) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(tracedPhase.phase().model().parts());
        parts.add(new Part(NAME, new Spec<>(new ZeroInputs(), new NoConfig())));
        return Optional.of(tracedPhase
                .phase()
                .training()
                .trace(
                        new Layers(parts),
                        tracedPhase.phase().loss(),
                        tracedPhase.chunking().data().fields(),
                        tracedPhase.chunking().cut(),
                        Field.TARGET));
    }
}
