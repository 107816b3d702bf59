package org.recurve.compute.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HardwareFeaturesTest {
    @Test
    void vectorsNeedTheModuleFmaAndTheCompiler() {
        assertTrue(new HardwareFeatures(true, true, true).vector());
        assertFalse(new HardwareFeatures(false, true, true).vector());
        assertFalse(new HardwareFeatures(true, false, true).vector());
        assertFalse(new HardwareFeatures(true, true, false).vector());
    }

    @Test
    void theWarningNamesTheOption() {
        assertEquals(Optional.empty(), new HardwareFeatures(true, true, true).warning());
        assertNames("--add-modules jdk.incubator.vector", new HardwareFeatures(false, true, true));
        assertNames("-XX:-UseFMA", new HardwareFeatures(true, false, true));
        assertNames("-Xint", new HardwareFeatures(true, true, false));
    }

    private static void assertNames(String option, HardwareFeatures features) {
        assertTrue(features.warning().orElse("").contains(option), features::toString);
    }
}
