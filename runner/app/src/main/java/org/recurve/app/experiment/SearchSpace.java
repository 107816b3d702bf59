package org.recurve.app.experiment;

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
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.document.FileLimits;
import org.recurve.app.yaml.YamlNode.MappingEntry;

/** The settings that are swept or tuned together. */
record SearchSpace(List<SearchDimension> dimensions, Map<String, String> titles) {
    SearchSpace {
        dimensions = List.copyOf(dimensions);
        titles = Map.copyOf(titles);
    }

    SearchSpace(List<SearchDimension> dimensions) {
        this(
                dimensions,
                SettingNames.titles(
                        dimensions.stream().map(SearchDimension::path).toList()));
    }

    /** Returns how many points there are at most: every combination, if all settings have lists of values. */
    long combinations() {
        return dimensions.stream()
                .mapToLong(dimension -> dimension.range().isPresent()
                        ? Long.MAX_VALUE
                        : dimension.choices().size())
                .reduce(1, FileLimits::times);
    }

    List<Axis> axes() {
        return dimensions.stream().map(SearchDimension::axis).toList();
    }

    /** Returns the settings at a suggestion, without those whose condition is not met. */
    SearchPoint at(Suggestion suggestion) {
        return at(suggestion, 0);
    }

    /** Returns the same with more digits than usual. */
    SearchPoint at(Suggestion suggestion, int finer) {
        List<MappingEntry> all = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            all.add(dimensions.get(i).at(suggestion.at().get(i), finer));
        }
        List<MappingEntry> active = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).isActive(all)) {
                active.add(all.get(i));
            }
        }
        return SearchPoint.of(active, titles);
    }

    /** Returns how often a point that was drawn before can be drawn with more digits. */
    int finest() {
        return dimensions.stream().mapToInt(SearchDimension::finest).max().orElse(0);
    }

    /**
     * Describes what a search came to.
     *
     * @param points that differ
     * @param suggested how many there were
     */
    record Drawn(List<SearchPoint> points, int suggested) {
        /** Returns what the user should know if there are fewer points than were asked for. */
        Optional<String> note() {
            return points.size() == suggested
                    ? Optional.empty()
                    : Optional.of("the sweep drew " + suggested + " points, but only " + points.size()
                            + " of them differ, and each is run once");
        }
    }

    /** Returns the points of a search that looks at no result, each once, at most so many. */
    Drawn points(Spec<Search<?>> search, int trials) {
        @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
        Search<Record> plugin = (Search<Record>) search.plugin();
        Stream random = Stream.of(0).in("sweep");
        Map<String, SearchPoint> points = new LinkedHashMap<>();
        int suggested = 0;
        for (int trial = 0; trial < trials; trial++) {
            int at = trial;
            if (search.call("sees", () -> plugin.sees(search.config(), at)) > 0) {
                throw new InvalidSetting(search.id()
                        + " learns from results, and a sweep reports all of its points alike; use it under tune");
            }
            Optional<Suggestion> next =
                    search.call("next", () -> plugin.next(search.config(), axes(), at, List.<Observation>of(), random));
            if (next.isEmpty()) {
                break;
            }
            suggested++;
            SearchPoint point = at(next.get());
            for (int finer = 1; points.containsKey(point.name()) && finer <= finest(); finer++) {
                point = at(next.get(), finer);
            }
            points.putIfAbsent(point.name(), point);
        }
        return new Drawn(List.copyOf(points.values()), suggested);
    }
}
