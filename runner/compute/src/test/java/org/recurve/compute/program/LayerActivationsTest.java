package org.recurve.compute.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.Nets;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.session.Session;

class LayerActivationsTest {
    /** {@code y = tanh 2x}, whose slope is {@code 2 (1 − y²)}. */
    @Plugin(id = "steep", summary = "tanh 2x")
    static final class Steep implements Activation<NoConfig> {
        @Override
        public Value apply(NoConfig config, Value x) {
            return x.times(2).tanh();
        }
    }

    @Test
    void anActivationsSlopesAreItsDerivatives() {
        Nets.Net net = Nets.regression();
        List<Part> parts = new ArrayList<>(net.layers().parts());
        parts.add(new Part("steep", new Spec<>(new Steep(), new NoConfig())));
        Program program = Program.trace(new Layers(parts), net.loss(), net.fields());
        assertEquals(Set.of("steep"), program.activations());
        ModelState state = program.start(Stream.of(7));
        try (Session session = new Session(program, 1, Stream.of(1), 1)) {
            List<LayerActivations> layers = session.layers(state, net.batch(1, 11, false));
            assertEquals(0, layers.getFirst().slopes().length, "no activation");
            LayerActivations layerActivations = layers.getLast();
            assertEquals("steep", layerActivations.layer());
            for (int i = 0; i < layerActivations.values().length; i++) {
                float y = layerActivations.values()[i];
                assertEquals(2 * (1 - y * y), layerActivations.slopes()[i], 1e-6);
            }
        }
    }

    @Test
    void whatMakesMapsByMatricesFilters() {
        assertEquals(
                Set.of("part0", "part2"),
                ModelSummary.filtering(Nets.convolutional().program()),
                "and pooling does not");
        assertEquals(Set.of(), ModelSummary.filtering(Nets.regression().program()));
    }
}
