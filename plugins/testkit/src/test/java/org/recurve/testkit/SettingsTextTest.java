package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Spec;

class SettingsTextTest {
    /** Sides to pad. */
    public enum Side {
        LEFT,
        BOTH_SIDES
    }

    /** A record inside settings. */
    public record Inner(
            @Main int width, @Default("both-sides") Side side) {}

    /** Has a setting of every type. */
    public static final class Everything implements Layer<Everything.Config> {
        /** The settings. */
        public record Config(
                @Main @Min(1) @Max(9) int count,

                @Above(0) double rate,
                @Default("0.5") float share,
                Optional<Long> seed,
                @Default("true") boolean on,
                @Default("\" \"") String text,
                List<Integer> sizes,
                @Default("{a: 1}") Map<String, Double> named,
                Inner inner,
                Spec<Schedule<?>> schedule) {}

        @Override
        public Value forward(Config config, Scope scope, Value x) {
            return x;
        }
    }

    private static Everything.Config read(String yaml) {
        return SettingsText.of(new Everything(), Layer.class, yaml);
    }

    @Test
    void everyTypeIsReadAsInAFile() {
        Everything.Config config = read("{count: 3, rate: 1e-3, sizes: 4, inner: 2, schedule: 0.25}");
        assertEquals(3, config.count());
        assertEquals(1e-3, config.rate());
        assertEquals(0.5f, config.share());
        assertEquals(Optional.empty(), config.seed());
        assertTrue(config.on());
        assertEquals(" ", config.text());
        assertEquals(List.of(4), config.sizes());
        assertEquals(Map.of("a", 1.0), config.named());
        assertEquals(new Inner(2, Side.BOTH_SIDES), config.inner());
        assertEquals(0.25, Schedule.at(config.schedule(), new Progress(0, 0, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{count: 3, rate: 1, sizes: 4, inner: 2} | needs schedule",
                "{count: 3, rate: 1, sizes: 4, inner: 2, schedule: 1, roll: 2} | no setting [roll]",
                "{count: 0, rate: 1, sizes: 4, inner: 2, schedule: 1} | settings.count: 0.0 breaks",
                "{count: 3, rate: 0, sizes: 4, inner: 2, schedule: 1} | settings.rate: 0.0 breaks",
                "{count: 1.5, rate: 1, sizes: 4, inner: 2, schedule: 1} | settings.count: cannot be 1.5",
                "{count: 3, rate: 1, sizes: x, inner: 2, schedule: 1} | settings.sizes: cannot be x",
                "{count: 3, rate: 1, sizes: 4, inner: {width: 1, side: up}, schedule: 1} | settings.inner.side: is none of",
                "{count: 3, rate: 1, sizes: 4, inner: 2, schedule: warm} | no schedule \"warm\" on the class path",
            })
    void whatIsWrongIsNamed(String yaml, String said) {
        AssertionError error = assertThrows(AssertionError.class, () -> read(yaml));
        assertTrue(error.getMessage().contains(said), error.getMessage());
    }
}
