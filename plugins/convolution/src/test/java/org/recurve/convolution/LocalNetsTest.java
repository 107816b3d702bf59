package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.Program;
import org.recurve.testkit.Forward;

/**
 * LeCun's five nets of 1989 on 16×16 digits, as <i>The Elements of Statistical Learning</i>, table 11.1, counts them:
 * each local layer halves the extent, and places beyond the edge and biases count as links.
 */
class LocalNetsTest {
    /** A fully connected layer, as another jar offers it. */
    @Plugin(id = "full", summary = "b + W x")
    public static final class Full implements Layer<Full.Config> {
        public record Config(int units) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            return scope.linear("w", x, config.units(), scope.bias("b", config.units()));
        }
    }

    private static Spec<Layer<?>> full(int units) {
        return new Spec<>(new Full(), new Full.Config(units));
    }

    private static Spec<Layer<?>> local(int filters, int kernel) {
        return conv(Settings.of(filters, Settings.extents(kernel), NONE).sharing(Settings.unshared()));
    }

    private static Spec<Layer<?>> shared(int filters, int kernel) {
        return conv(Settings.of(filters, Settings.extents(kernel), NONE));
    }

    private static final Spec<Initializer<?>> NONE = Forward.given();

    private static Spec<Layer<?>> conv(Settings settings) {
        return new Spec<>(
                new Conv(),
                settings.stride(2).padding(Padding.SAME).bias(Conv.Bias.UNIT).config());
    }

    @SafeVarargs
    private static void assertCounts(long links, long weights, Spec<Layer<?>>... layers) {
        List<Part> parts = new ArrayList<>();
        for (Spec<Layer<?>> layer : layers) {
            parts.add(new Part("layer" + (parts.size() + 1), layer));
        }
        Program program = Forward.program(new Layers(parts), new Field(Field.INPUT, Shape.of(1, 16, 16)));
        assertEquals(
                weights,
                ModelSummary.of(program).stream()
                        .mapToLong(LayerSummary::parameters)
                        .sum());
        assertEquals(
                links,
                ModelSummary.of(program).stream().mapToLong(LayerSummary::links).sum());
    }

    @Test
    void netOneHasNoHiddenLayer() {
        assertCounts(2570, 2570, full(10));
    }

    @Test
    void netTwoIsFullyConnected() {
        assertCounts(3214, 3214, full(12), full(10));
    }

    @Test
    void netThreeIsLocallyConnected() {
        assertCounts(1226, 1226, local(1, 3), local(1, 5), full(10));
    }

    @Test
    void netFourSharesTheFirstLayersWeights() {
        assertCounts(2266, 1132, shared(2, 3), local(1, 5), full(10));
    }

    @Test
    void netFiveSharesBothLayersWeights() {
        assertCounts(5194, 1060, shared(2, 3), shared(4, 5), full(10));
    }
}
