package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.convolution.kernel.Sobel;
import org.recurve.testkit.Forward;

/** Known kernels that stay as they are, in front of kernels that learn. */
class FrozenTest {
    private static Part part(String name, int filters, boolean frozen) {
        Settings settings = Settings.of(filters, Settings.extents(3), new Spec<>(new Sobel(), new NoConfig()))
                .bias(Conv.Bias.NONE);
        return new Part(name, new Spec<>(new Conv(), settings.config()), frozen, Optional.empty());
    }

    private static Program program(boolean frozen) {
        Layers layers = new Layers(List.of(part("edges", 2, frozen), part("learnt", 3, false)));
        return Forward.program(layers, new Field(Field.INPUT, Shape.of(1, 8, 8)));
    }

    private static List<String> moved(ModelState state) {
        return state.theta().segments().stream().map(Segment::name).toList();
    }

    @Test
    void aFrozenKernelIsNoneOfTheParametersThatMove() {
        ModelState state = program(true).start(Stream.of(0));
        assertEquals(List.of("learnt.w"), moved(state));
        float[] sobel = {-1, 0, 1, -2, 0, 2, -1, 0, 1, -1, -2, -1, 0, 0, 0, 1, 2, 1};
        assertArrayEquals(sobel, state.frozen().toArray());
    }

    @Test
    void otherwiseItIsWhereLearningBegins() {
        assertEquals(List.of("edges.w", "learnt.w"), moved(program(false).start(Stream.of(0))));
    }
}
