package earlier;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;

/**
 * Points of which each axis has one in every nth (McKay, Beckman, Conover, <i>A Comparison of Three Methods for Selecting
 * Values of Input Variables</i>, Technometrics 21, 1979).
 */
@Plugin(id = "earlier-latin-hypercube", summary = "points of which each axis has one in every nth")
public final class LatinHypercube implements Search<LatinHypercube.Config> {
    /** The settings. */
    public record Config(
            @Main @Doc("how many points, and parts of each axis") @Min(1)
            int points) {}

    /** It looks at no result. */
    @Override
    public int sees(Config config, int trial) {
        return 0;
    }

    @Override
    public Optional<Suggestion> next(Config config, List<Axis> axes, int trial, List<Observation> seen, Stream random) {
        return trial >= config.points()
                ? Optional.empty()
                : Optional.of(new Suggestion(IntStream.range(0, axes.size())
                        .mapToObj(axis -> coordinate(config.points(), trial, random.in(axis)))
                        .toList()));
    }

    private static double coordinate(int points, int trial, Stream random) {
        int part = random.in("part").permutation(points)[trial];
        return (part + random.in("place").uniform(trial)) / points;
    }
}
