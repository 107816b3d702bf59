package org.recurve.bench.sidebyside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void everythingHasADefault() {
        Settings settings = Settings.parse();
        assertEquals(5, settings.rounds());
        assertTrue(settings.wants("anyone"));
    }

    @Test
    void optionsTakeAValue() {
        Settings settings = Settings.parse("--rounds", "2", "--entrants", "a,b", "--only", "conv,lstm");
        assertEquals(2, settings.rounds());
        assertEquals(List.of("conv", "lstm"), settings.only());
        assertTrue(settings.wants("b"));
        assertFalse(settings.wants("c"));
    }

    @Test
    void whatIsNoOptionIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> Settings.parse("--round", "2"));
        assertThrows(IllegalArgumentException.class, () -> Settings.parse("--rounds"));
    }
}
