package org.recurve.optimization.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/** Every combination of the axes' choices; the last axis changes fastest. */
@Plugin(id = "grid", summary = "every combination of choices")
public final class GridSearch implements Search<NoConfig> {
    @Override
    public int sees(NoConfig config, int trial) {
        return 0;
    }

    @Override
    public Optional<Suggestion> next(
            NoConfig config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        List<Double> at = new ArrayList<>();
        int rest = trial;
        for (Axis axis : axes.reversed()) {
            if (axis.choices() == 0) {
                throw new InvalidSetting(axis.path() + ": a grid needs a list of choices on every axis");
            }
            at.addFirst(axis.coordinate(rest % axis.choices()));
            rest /= axis.choices();
        }
        return rest > 0 ? Optional.empty() : Optional.of(new Suggestion(at));
    }
}
