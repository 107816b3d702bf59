package org.recurve.engine.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.engine.spec.SamplingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Toys;

class TextSamplerTest {
    private static final float[] LOGITS = {0, (float) StrictMath.log(3), Float.NEGATIVE_INFINITY};

    /** Of 1000 draws spread evenly, a class gets its probability's share: here 1, 3 and 0 parts of 4. */
    @Test
    void classesAreDrawnByTheirProbabilities() {
        assertEquals(250, count(0, 1));
        assertEquals(750, count(1, 1));
        assertEquals(0, count(2, 1));
    }

    /** At temperature T the odds of 3 become 3^(1/T): 9 at a half, √3 at 2. */
    @Test
    void temperatureSharpensOrLevels() {
        assertEquals(100, count(0, 0.5));
        assertEquals(366, count(0, 2), 1);
    }

    /** Of a, b and c, says which follows. */
    @Plugin(id = "next", summary = "what follows in the alphabet")
    static final class Next implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return scope.constant(new float[] {0, 9, 0, 0, 0, 9, 9, 0, 0}, 3, 3).gather(x);
        }
    }

    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static String written(SamplingSpec samplingSpec, List<String> read) {
        Data data = new Data(
                List.of(new Field(Field.INPUT, Shape.of(5), read), new Field(Field.TARGET, Shape.of(5), CLASSES)),
                Map.of(),
                "sha256:alphabet");
        TrialSpec spec = Toys.baseline()
                .model(Toys.part("next1", new Next(), new NoConfig()))
                .spec();
        Spec<Loss<?>> loss = new Spec<>(new Summed(), new NoConfig());
        Program program = Program.trace(spec.last().model(), loss, data.fields());
        TrialSpec writing = new TrialSpec(
                "",
                "",
                0,
                spec.data(),
                spec.last().model(),
                loss,
                spec.last().training(),
                List.of(),
                Optional.empty(),
                1,
                "");
        return TextSampler.write(samplingSpec, writing, data, program.start(Stream.of(0)))
                .text();
    }

    @Plugin(id = "summed", summary = "the sum")
    static final class Summed implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.sum();
        }
    }

    @Test
    void whatIsWrittenIsReadAtTheNextStep() {
        assertEquals("cabcabcab", written(new SamplingSpec(8, 0.1, Optional.of("c")), CLASSES));
        assertEquals("bcabc", written(new SamplingSpec(5, 0.1, Optional.empty()), CLASSES));
    }

    @Test
    void aModelReadsWhatItWrites() {
        refused("must be of the same classes", new SamplingSpec(3, 1, Optional.empty()), List.of("a"));
        refused("has no \"z\"", new SamplingSpec(3, 1, Optional.of("az")), CLASSES);
    }

    private static void refused(String why, SamplingSpec samplingSpec, List<String> read) {
        String message = assertThrows(InvalidSetting.class, () -> written(samplingSpec, read))
                .getMessage();
        assertTrue(message.startsWith("sample: ") && message.contains(why), message);
    }

    private static long count(int symbol, double temperature) {
        return IntStream.range(0, 1000)
                .filter(i -> TextSampler.drawn(LOGITS, temperature, (i + 0.5) / 1000) == symbol)
                .count();
    }
}
