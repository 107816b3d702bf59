package org.recurve.optimization.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/** Points drawn uniformly (Bergstra and Bengio, <i>Random Search for Hyper-Parameter Optimization</i>, JMLR 13, 2012). */
@Plugin(id = "random", summary = "points drawn uniformly from the whole space")
public final class RandomSearch implements Search<NoConfig> {
    @Override
    public int sees(NoConfig config, int trial) {
        return 0;
    }

    @Override
    public Optional<Suggestion> next(
            NoConfig config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        return Optional.of(new Suggestion(point(axes, random.in(trial))));
    }

    static List<Double> point(List<Axis> axes, Stream random) {
        return IntStream.range(0, axes.size()).mapToObj(random::uniform).toList();
    }
}
