package org.recurve.engine.trial;

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
import org.recurve.compute.Program;

/** Models that say the same of every example. */
final class Uninformed {
    /** No name that a file can give. */
    private static final String NAME = "(zeros)";

    private Uninformed() {}

    @Plugin(id = "zeros", summary = "zeros of the shape of x")
    private static final class Zeros implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return scope.zeros(x.shape().toArray());
        }
    }

    /**
     * The model of a phase with zeros for its output: with cross-entropy over K classes it loses {@code ln K}, with a
     * squared error the mean square of the targets. Empty where the target is a part of the model itself.
     */
    static Optional<Program> like(Prepared prepared) {
        if (prepared.phase().towardsPart()) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(prepared.phase().model().parts());
        parts.add(new Part(NAME, new Spec<>(new Zeros(), new NoConfig())));
        return Optional.of(prepared.phase()
                .training()
                .trace(
                        new Layers(parts),
                        prepared.phase().loss(),
                        prepared.chunking().data().fields(),
                        prepared.chunking().cut(),
                        Field.TARGET));
    }
}
