package org.recurve.engine.toys;

import java.util.function.Predicate;
import org.recurve.api.optimize.Constraint;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Holds parameters at 0. */
@Plugin(id = "standstill", summary = "0")
public final class Standstill implements Constraint<NoConfig> {
    @Override
    public Vector project(NoConfig config, Vector theta, Predicate<Segment> of) {
        return theta.scale(segment -> of.test(segment) ? 0 : 1);
    }
}
