package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.toys.Waves;

class DataPoolTest {
    private final DataPool pool = new DataPool(source -> Path.of(source.file()));

    @Test
    void equalSettingsAreOpenedOnce() {
        Data first = pool.open(new Spec<>(new Waves(), new Waves.Config(3, 2, 1)));
        assertSame(first, pool.open(new Spec<>(new Waves(), new Waves.Config(3, 2, 1))));
        assertNotSame(first, pool.open(new Spec<>(new Waves(), new Waves.Config(3, 2, 2))));
    }

    /** A data set of waves whose one reading gives those of other settings. */
    @Plugin(id = "other-waves", summary = "waves of other settings")
    private static final class OtherWaves implements Dataset<Waves.Config> {
        @Override
        public Data open(Waves.Config config, Files files) {
            return new Waves().open(config, files);
        }

        @Override
        public Map<Waves.Config, Supplier<Data>> openings(Waves.Config config, Files files) {
            Waves.Config other = new Waves.Config(3, 2, 9);
            return Map.of(other, () -> open(other, files));
        }
    }

    @Test
    void aReadingWithoutItsOwnDataIsTheDataSetsFailure() {
        Spec<Dataset<?>> spec = new Spec<>(new OtherWaves(), new Waves.Config(3, 2, 1));
        PluginFailure failure = assertThrows(PluginFailure.class, () -> pool.open(spec));
        assertTrue(failure.getMessage().contains("returned no data for these settings"), failure.getMessage());
        assertTrue(failure.getMessage().contains("OtherWaves.openings"), failure.getMessage());
    }
}
