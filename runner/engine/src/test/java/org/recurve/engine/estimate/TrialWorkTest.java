package org.recurve.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.compute.runtime.MachineLimits;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Stripes;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.training.TracedPhase;

class TrialWorkTest {
    /** Takes rows of any width. */
    @Plugin(id = "bent-mean", summary = "y = mean tanh x")
    public static final class BentMean implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.tanh().mean(0).reshape(1);
        }
    }

    private static List<TracedPhase> prepared(Data data) {
        Toys toys = Toys.baseline()
                .model(
                        Toys.part("mean1", new BentMean(), new NoConfig()),
                        Toys.part("dense1", new Affine(), new Affine.Config(1)));
        return TracedPhase.all(toys.spec().phases(), TrainingData.of(data), Stream.of(0));
    }

    /** Of 23 training examples 8 are 4 wide, 8 are 7 and 7 are 5; of as many held out, whose numbers begin at 1000, 7, 8 and 8. */
    @Test
    void examplesOfSeveralSizesAreCountedEachAtItsOwn() {
        TrialWork four = TrialWork.of(prepared(Stripes.data(1, 4)));
        TrialWork seven = TrialWork.of(prepared(Stripes.data(1, 7)));
        TrialWork five = TrialWork.of(prepared(Stripes.data(1, 5)));
        assertTrue(four.training() < five.training() && five.training() < seven.training());
        TrialWork all = TrialWork.of(prepared(Stripes.data(23, 4, 7, 5)));
        assertEquals(8 * four.training() + 8 * seven.training() + 7 * five.training(), all.training());
        assertEquals(7 * four.evaluation() + 8 * seven.evaluation() + 8 * five.evaluation(), all.evaluation());
    }

    /** The time goes with the examples, as far as their steps are whole batches. */
    @Test
    void aTrialOnMoreExamplesTakesLonger() {
        TrialTime time = new TrialTime(new MachineLimits(100, new TreeMap<>(Map.of(1L << 14, 100.0, 1L << 26, 30.0))));
        double few = time.seconds(prepared(Stripes.data(32, 7))).orElseThrow();
        double many = time.seconds(prepared(Stripes.data(320, 7))).orElseThrow();
        assertEquals(10, many / few, 0.5);
    }

    @Test
    void aTrialHasRoomForThePlansOfEachSize() {
        long widest = TrialMemory.of(prepared(Stripes.data(23, 7))).activations();
        long all = TrialMemory.of(prepared(Stripes.data(23, 4, 7, 5))).activations();
        assertTrue(widest < all && all < 3 * widest, widest + " < " + all);
    }
}
