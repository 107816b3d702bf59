package org.recurve.optimization.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;

class ScheduleTest {
    /** With least above from, the first fall would raise the rate. */
    @Test
    void boundsThatContradictEachOtherAreRefused() {
        assertEquals(
                "plateau goes down from 0.1, but least is 0.2, which is more; lower least, or begin above it",
                assertThrows(InvalidSetting.class, () -> new Plateau.Config(0.1, 0.5, 2, 1e-4, 0.2))
                        .getMessage());
        assertEquals(0.1, new Plateau.Config(0.1, 0.5, 2, 1e-4, 0.1).least());
        assertEquals(
                "gathering rises from 0.5, but most is 0.4, which is less; raise most, or write the number alone for a"
                        + " constant",
                assertThrows(InvalidSetting.class, () -> new Gathering.Config(0.4, 250))
                        .getMessage());
        assertEquals(0.5, new Gathering.Config(0.5, 250).most());
    }

    private static final int STEPS_PER_EPOCH = 4;
    private static final int EPOCHS = 10;

    private static Progress after(long steps) {
        return new Progress(steps, (int) (steps / STEPS_PER_EPOCH), STEPS_PER_EPOCH, EPOCHS);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.8", "11, 0.8", "12, 0.4", "23, 0.4", "24, 0.2", "36, 0.1"})
    void theStaircaseFallsEveryThreeEpochs(long step, double rate) {
        assertEquals(rate, new Staircase().at(new Staircase.Config(0.8, 3, 0.5), after(step)), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.8", "4, 0.2", "2, 0.4", "8, 0.05"})
    void exponentialDecayFallsAtEveryStep(long step, double rate) {
        assertEquals(rate, new Exponential().at(new Exponential.Config(0.8, 0.25), after(step)), 1e-15);
    }

    /** {@code cos(π / 3) = ½} and {@code cos(π / 2) = 0}, at a quarter less than halfway and halfway. */
    @Test
    void theCosineIsSlowAtBothEnds() {
        Cosine cosine = new Cosine();
        Cosine.Config config = new Cosine.Config(1, 0.2);
        assertEquals(1, cosine.at(config, after(0)));
        assertEquals(0.6, cosine.at(config, after(20)), 1e-15);
        assertEquals(0.8, cosine.at(config, new Progress(4, 1, 4, 3)), 1e-15);
        assertEquals(0.2, cosine.at(config, after(40)), 1e-15);
        assertTrue(assertThrows(InvalidSetting.class, () -> new Cosine.Config(0.1, 0.2))
                .getMessage()
                .contains("goes down from 0.1, but ends at 0.2"));
    }

    @Test
    void aWarmUpClimbsToAnotherSchedule() {
        WarmUp warmUp = new WarmUp();
        WarmUp.Config constant = new WarmUp.Config(1.5, Rates.constant(0.6));
        assertEquals(0.1, warmUp.at(constant, after(0)), 1e-15);
        assertEquals(0.5, warmUp.at(constant, after(4)), 1e-15);
        assertEquals(0.6, warmUp.at(constant, after(5)), 1e-15);
        assertEquals(0.6, warmUp.at(constant, after(30)), 1e-15);
        WarmUp.Config falling = new WarmUp.Config(1, new Spec<>(new Staircase(), new Staircase.Config(1, 1, 0.5)));
        assertEquals(0.5, warmUp.at(falling, after(1)), 1e-15);
        assertEquals(0.25, warmUp.at(falling, after(8)), 1e-15, "the other schedule has counted from the start");
    }

    private static double afterLosses(Plateau.Config config, Double... losses) {
        List<Double> known = List.of(losses);
        return new Plateau().at(config, new Progress(known.size() * 4L, known.size(), 4, 100, known));
    }

    @Test
    void aPlateauIsLeftDownwards() {
        Plateau.Config config = new Plateau.Config(1, 0.5, 1, 0.01, 0.2);
        assertEquals(1, afterLosses(config));
        assertEquals(1, afterLosses(config, 5.0, 4.0, 4.1), "one bad epoch is borne");
        assertEquals(0.5, afterLosses(config, 5.0, 4.0, 4.1, 3.97), "a gain of less than 1 % is none");
        assertEquals(1, afterLosses(config, 5.0, 4.0, 4.1, 3.9));
        assertEquals(0.5, afterLosses(config, 5.0, 5.0, 5.0, 5.0), "the count begins anew");
        assertEquals(0.2, afterLosses(config, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0), "and there is a floor");
    }

    /** ½, ¾, ⅚, ⅞ and at last the most. */
    @ParameterizedTest
    @CsvSource({"0, 0.5", "249, 0.5", "250, 0.75", "500, 0.8333333333333334", "750, 0.875", "100000, 0.99"})
    void momentumGathersTowardsOne(long step, double momentum) {
        assertEquals(momentum, new Gathering().at(new Gathering.Config(0.99, 250), after(step)), 1e-15);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.schedule(new Constant(), new Constant.Config(0.1)),
                        Contract.schedule(new Staircase(), new Staircase.Config(0.1, 10, 0.1)),
                        Contract.schedule(new Gathering(), new Gathering.Config(0.99, 250)),
                        Contract.schedule(new Exponential(), new Exponential.Config(0.1, 0.9)),
                        Contract.schedule(new Cosine(), new Cosine.Config(0.1, 0)),
                        Contract.schedule(new WarmUp(), new WarmUp.Config(5, Rates.constant(0.1))),
                        Contract.schedule(new Plateau(), new Plateau.Config(0.1, 0.1, 10, 1e-4, 0)))
                .flatMap(Contract::tests);
    }
}
