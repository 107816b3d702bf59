package org.recurve.engine.data;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Data;
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
}
