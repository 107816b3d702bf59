package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class RecurrentTest {
    /** Adds up what it sees, and gives twice the sum. */
    @Plugin(id = "running-sum", summary = "s = s + x, output 2 s")
    public static final class RunningSum implements Cell<NoConfig, RunningSum.Total> {
        public record Total(Value sum) {}

        @Override
        public Total start(NoConfig config, Scope scope) {
            return new Total(scope.zeros(2));
        }

        @Override
        public Step<Total> step(NoConfig config, Scope scope, Value x, Total state) {
            Value sum = state.sum().plus(x);
            return new Step<>(sum.times(2), new Total(sum));
        }
    }

    private static final Spec<Cell<?, ?>> SUM = new Spec<>(new RunningSum(), new NoConfig());
    private static final float[] SEQUENCE = {1, 10, 2, 20, 3, 30};

    private static Forward recurrent(Spec<Cell<?, ?>> cell, Recurrent.Output output, int... input) {
        return Forward.of(new Recurrent(), new Recurrent.Config(cell, output), Shape.of(input));
    }

    @Test
    void stepsFollowEachOther() {
        assertArrayEquals(
                new float[] {2, 20, 6, 60, 12, 120},
                recurrent(SUM, Recurrent.Output.ALL, 3, 2).run(SEQUENCE));
        assertArrayEquals(
                new float[] {12, 120},
                recurrent(SUM, Recurrent.Output.LAST, 3, 2).run(SEQUENCE));
    }

    @Test
    void aShorterSequenceEndsAtItsTrueLength() {
        Field length = new Field(Field.LENGTH, Shape.SCALAR);
        assertArrayEquals(
                new float[] {6, 60},
                recurrent(SUM, Recurrent.Output.LAST, 3, 2).with(length, 2).run(SEQUENCE));
        assertArrayEquals(
                new float[] {2, 20, 6, 60, 0, 0},
                recurrent(SUM, Recurrent.Output.ALL, 3, 2).with(length, 2).run(SEQUENCE));
    }

    @Test
    void saysWhatDoesNotFit() {
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> recurrent(SUM, Recurrent.Output.ALL, 6).program())
                .getMessage();
        assertTrue(message.contains("[steps, features…], but was given 6"), message);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        Spec<Cell<?, ?>> elman = new Spec<>(new ElmanCell(), Specs.elman(3));
        return Arrays.stream(Recurrent.Output.values())
                .map(output -> Contract.layer(new Recurrent(), new Recurrent.Config(elman, output), 4, 2))
                .flatMap(Contract::tests);
    }
}
