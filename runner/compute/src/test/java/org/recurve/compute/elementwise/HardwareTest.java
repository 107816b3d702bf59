package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HardwareTest {
    @Test
    void vectorsNeedTheModuleFmaAndTheCompiler() {
        assertTrue(new Hardware(true, true, true).vector());
        assertFalse(new Hardware(false, true, true).vector());
        assertFalse(new Hardware(true, false, true).vector());
        assertFalse(new Hardware(true, true, false).vector());
    }

    @Test
    void theWarningNamesTheOption() {
        assertEquals(Optional.empty(), new Hardware(true, true, true).warning());
        assertNames("--add-modules jdk.incubator.vector", new Hardware(false, true, true));
        assertNames("-XX:-UseFMA", new Hardware(true, false, true));
        assertNames("-Xint", new Hardware(true, true, false));
    }

    private static void assertNames(String option, Hardware hardware) {
        assertTrue(hardware.warning().orElse("").contains(option), hardware::toString);
    }
}
