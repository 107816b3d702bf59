package org.recurve.compute;

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

class GivenTest {
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
        State state = program.start(Stream.of(7));
        try (Session session = new Session(program, 1, Stream.of(1), 1)) {
            List<Given> layers = session.layers(state, net.batch(1, 11, false));
            assertEquals(0, layers.getFirst().slopes().length, "no activation");
            Given given = layers.getLast();
            assertEquals("steep", given.layer());
            for (int i = 0; i < given.values().length; i++) {
                float y = given.values()[i];
                assertEquals(2 * (1 - y * y), given.slopes()[i], 1e-6);
            }
        }
    }

    @Test
    void whatMakesMapsByMatricesFilters() {
        assertEquals(
                Set.of("part0", "part2"), Summary.filtering(Nets.convolutional().program()), "and pooling does not");
        assertEquals(Set.of(), Summary.filtering(Nets.regression().program()));
    }
}
