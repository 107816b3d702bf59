package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;
import org.recurve.api.search.Observation;
import org.recurve.api.search.Search;
import org.recurve.api.search.Suggestion;
import org.recurve.app.yaml.Node.Entry;

/** The settings that are swept or tuned together. */
record Space(List<Dimension> dimensions) {
    Space {
        dimensions = List.copyOf(dimensions);
    }

    List<Axis> axes() {
        return dimensions.stream().map(Dimension::axis).toList();
    }

    /** The settings at a suggestion, without those whose condition is not met. */
    Point at(Suggestion suggestion) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            all.add(dimensions.get(i).at(suggestion.at().get(i)));
        }
        List<Entry> active = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).isActive(all)) {
                active.add(all.get(i));
            }
        }
        return Point.of(active, dimensions.stream().map(Dimension::path).toList());
    }

    /** The points of a search that looks at no result, each once, at most so many. */
    List<Point> points(Spec<Search<?>> search, int trials) {
        @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
        Search<Record> plugin = (Search<Record>) search.plugin();
        Stream random = Stream.of(0).in("sweep");
        Map<String, Point> points = new LinkedHashMap<>();
        for (int trial = 0; trial < trials; trial++) {
            if (plugin.sees(search.config(), trial) > 0) {
                throw new InvalidSetting(search.id()
                        + " learns from results, and a sweep reports all of its points alike; use it under tune");
            }
            Optional<Suggestion> next = plugin.next(search.config(), axes(), trial, List.<Observation>of(), random);
            if (next.isEmpty()) {
                break;
            }
            Point point = at(next.get());
            points.putIfAbsent(point.name(), point);
        }
        return List.copyOf(points.values());
    }
}
