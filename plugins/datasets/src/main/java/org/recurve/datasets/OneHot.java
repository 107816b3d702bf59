package org.recurve.datasets;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.plugin.InvalidSetting;

/** Symbols as input: one channel for each, 1 where the symbol is and 0 elsewhere. */
final class OneHot {
    private static final int MOST_NAMES = 1 << 20;

    private OneHot() {}

    /** [symbols.length, channels], row-major. */
    static float[] of(int channels, int[] symbols) {
        float[] values = new float[channels * symbols.length];
        for (int step = 0; step < symbols.length; step++) {
            values[step * channels + symbols[step]] = 1;
        }
        return values;
    }

    /** Returns the numbers from 0 as names of classes. */
    static List<String> names(int classes) {
        if (classes > MOST_NAMES) {
            throw new InvalidSetting(classes + " symbols are too many; there can be " + MOST_NAMES + " at most");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }
}
