package org.recurve.optimization.schedule;

import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Spec;

/** Learning rates for tests of what is made of them. */
public final class Rates {
    private Rates() {}

    public static Spec<Schedule<?>> constant(double value) {
        return new Spec<>(new Constant(), new Constant.Config(value));
    }
}
