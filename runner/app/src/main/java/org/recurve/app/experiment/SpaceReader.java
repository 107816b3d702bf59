package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.search.Search;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingOwner;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.document.FileLimits;
import org.recurve.app.document.FileLimits.Limit;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** Reads {@code sweep} and {@code tune}: settings with their values, and how they are searched. */
final class SpaceReader {
    private static final List<String> KINDS = List.of("choices", "uniform", "log-uniform", "whole");
    private static final String WHEN = "when";
    private static final String EVERY_CHOICE = "grid";

    private final FileLimits limits;
    private final ProblemCollector collector;
    private final SettingsBinder binder;
    private final List<String> notes = new ArrayList<>();

    SpaceReader(PluginRegistry registry, FileLimits limits, ProblemCollector collector) {
        this.limits = limits;
        this.collector = collector;
        this.binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
    }

    private static final String BY = "by";

    /** The section {@code sweep} in its long form. */
    public record SweepSettings(
            @Doc("how points are chosen") @Default(EVERY_CHOICE)
            Spec<Search<?>> search,

            @Doc("the largest number of points") @Default("100000") @Min(1)
            int trials,

            @Doc("settings with their values") YamlNode over) {}

    /** The section {@code tune}. */
    public record TuneSettings(
            @Doc("how settings are chosen") Spec<Search<?>> search,
            @Doc("trials for each variant and task") @Min(1) int trials,

            @Doc("the metric, with min or max where it is not a loss: {validation.accuracy: max}")
            YamlNode by,

            @Doc("settings with their values") YamlNode over) {}

    /** Returns the points of a sweep; one without settings if the file has none. */
    List<SearchPoint> points(MappingNode file) {
        Optional<MappingEntry> section = file.entry(FileSection.SWEEP.key());
        if (section.isEmpty()) {
            return List.of(SearchPoint.NONE);
        }
        YamlNode node = section.get().value();
        if (node instanceof MappingNode mappingNode && mappingNode.get("points").isPresent()) {
            return listed(mappingNode);
        }
        if (!(node instanceof MappingNode mappingNode)) {
            collector.add(
                    node.place(),
                    FileSection.SWEEP.key(),
                    "expected settings with values, such as {conv1.filters: [4, 8]}, found " + node.described());
            return List.of();
        }
        return mappingNode.get("over").isPresent()
                ? searched(mappingNode)
                : points(mappingNode, Optional.empty(), mappingNode);
    }

    /** Returns what the user should know of the points that were read. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private List<SearchPoint> listed(MappingNode mappingNode) {
        List<SearchPoint> points = new ArrayList<>();
        YamlNode list = mappingNode.get("points").orElseThrow();
        List<YamlNode> items = list instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(list);
        if (!limits.allow(Limit.VARIANTS, items.size(), list.place(), "sweep.points", collector)) {
            return List.of();
        }
        for (YamlNode item : RepeatedValues.report(items, "sweep.points", collector)) {
            if (item instanceof MappingNode settings && !settings.entries().isEmpty()) {
                points.add(SearchPoint.of(settings.entries(), SettingNames.titles(settings.keys())));
            } else {
                collector.add(item.place(), "sweep.points", "expected paths with values, found " + item.described());
            }
        }
        return points;
    }

    private List<SearchPoint> searched(MappingNode mappingNode) {
        Optional<MappingEntry> chosen = mappingNode.entry(BY);
        if (chosen.isPresent()) {
            collector.add(
                    chosen.get().place(),
                    FileSection.SWEEP.key() + "." + BY,
                    "a sweep reports all of its points alike and chooses none, so it has no \"by\"",
                    "to find the best settings, write tune in place of sweep: tune: {search: …, trials: …, by: …, over: {…}}");
            return List.of();
        }
        return bind(SweepSettings.class, mappingNode, FileSection.SWEEP)
                .map(sweepSettings -> sweepSettings.over() instanceof MappingNode over
                        ? points(over, Optional.of(sweepSettings), mappingNode)
                        : wrong(sweepSettings.over()))
                .orElse(List.of());
    }

    private List<SearchPoint> wrong(YamlNode over) {
        collector.add(over.place(), "over", "expected settings with values, found " + over.described());
        return List.of();
    }

    private List<SearchPoint> points(MappingNode over, Optional<SweepSettings> given, MappingNode section) {
        int before = collector.count();
        Optional<SearchSpace> space = space(over, FileSection.SWEEP);
        Optional<SweepSettings> sweep = given.or(() -> bind(
                SweepSettings.class,
                new MappingNode(section.place(), List.of(new MappingEntry("over", section.place(), over))),
                FileSection.SWEEP));
        if (space.isEmpty() || sweep.isEmpty() || collector.count() > before) {
            return List.of();
        }
        long most = Math.min(space.get().combinations(), sweep.get().trials());
        boolean all = sweep.get().search().id().equals(EVERY_CHOICE) && given.isEmpty();
        long count = all ? space.get().combinations() : most;
        if (!limits.allow(Limit.VARIANTS, count, section.place(), FileSection.SWEEP.key(), collector)) {
            return List.of();
        }
        try {
            SearchSpace.Drawn drawn =
                    space.get().points(sweep.get().search(), sweep.get().trials());
            drawn.note().ifPresent(notes::add);
            return drawn.points();
        } catch (PluginFailure failure) {
            throw new BrokenPlugin(
                    Problem.at(
                            section.place(), FileSection.SWEEP.key() + ".search", String.valueOf(failure.getMessage())),
                    failure);
        } catch (IllegalArgumentException e) {
            collector.add(
                    section.place(),
                    FileSection.SWEEP.key(),
                    String.valueOf(e.getMessage()),
                    "for distributions write {search: halton, trials: 16, over: {…}}");
            return List.of();
        }
    }

    /** Returns the section {@code tune}, if the file has it. */
    Optional<TuneSettings> tuned(MappingNode file) {
        return file.get(FileSection.TUNE.key()).flatMap(node -> {
            if (node instanceof MappingNode mappingNode) {
                return bind(TuneSettings.class, mappingNode, FileSection.TUNE);
            }
            collector.add(
                    node.place(),
                    FileSection.TUNE.key(),
                    "expected settings, such as {search: tpe, trials: 20, by: validation.loss, over: {…}}, found "
                            + node.described());
            return Optional.empty();
        });
    }

    private <R extends Record> Optional<R> bind(Class<R> type, MappingNode mappingNode, FileSection section) {
        String key = section.key();
        return binder.record(type, mappingNode, new SettingOwner(key, key, mappingNode.place(), key))
                .map(BoundNode::value);
    }

    /** Settings with their values; empty, with the reasons reported, if something is wrong. */
    Optional<SearchSpace> space(MappingNode over, FileSection section) {
        int before = collector.count();
        List<SearchDimension> dimensions = new ArrayList<>();
        for (MappingEntry entry : over.entries()) {
            dimension(entry, section.key() + "." + entry.key()).ifPresent(dimensions::add);
        }
        Set<String> paths = dimensions.stream().map(SearchDimension::path).collect(Collectors.toSet());
        for (SearchDimension dimension : dimensions) {
            dimension
                    .when()
                    .filter(when -> !paths.contains(when.key()))
                    .ifPresent(when -> collector.add(
                            when.place(),
                            dimension.path(),
                            "when: \"" + when.key() + "\" is not searched." + NearestName.question(when.key(), paths)));
        }
        return collector.count() > before ? Optional.empty() : Optional.of(new SearchSpace(dimensions));
    }

    private Optional<SearchDimension> dimension(MappingEntry entry, String path) {
        if (entry.value() instanceof SequenceNode choices && !choices.items().isEmpty()) {
            RepeatedValues.report(choices.items(), path, collector);
            return Optional.of(new SearchDimension(
                    entry.key(), entry.place(), choices.items(), Optional.empty(), Optional.empty()));
        }
        if (entry.value() instanceof MappingNode mappingNode) {
            Optional<MappingEntry> kind = KINDS.stream()
                    .flatMap(key -> mappingNode.entry(key).stream())
                    .findFirst();
            Optional<MappingEntry> when = mappingNode
                    .get(WHEN)
                    .flatMap(node ->
                            node instanceof MappingNode m ? m.entries().stream().findFirst() : Optional.empty());
            if (kind.isPresent() && mappingNode.entries().size() == (when.isPresent() ? 2 : 1)) {
                return dimension(entry, kind.get(), when, path);
            }
        }
        if (entry.value() instanceof SequenceNode) {
            collector.add(entry.value().place(), path, "this list of choices is empty; give values, or leave it out");
            return Optional.empty();
        }
        collector.add(
                entry.value().place(),
                path,
                "expected a list of choices or a distribution, such as {log-uniform: [1e-4, 1]}, found "
                        + entry.value().described(),
                "distributions: " + String.join(", ", KINDS) + "; when: {path: value} may be added");
        return Optional.empty();
    }

    private Optional<SearchDimension> dimension(
            MappingEntry entry, MappingEntry kind, Optional<MappingEntry> when, String path) {
        List<YamlNode> items =
                kind.value() instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(kind.value());
        if (kind.key().equals("choices") && items.isEmpty()) {
            collector.add(kind.value().place(), path, "this list of choices is empty; give values, or leave it out");
            return Optional.empty();
        }
        if (kind.key().equals("choices")) {
            RepeatedValues.report(items, path, collector);
            return Optional.of(new SearchDimension(entry.key(), entry.place(), items, Optional.empty(), when));
        }
        boolean log = kind.key().equals("log-uniform");
        if (items.size() == 2
                && items.get(0).plain() instanceof Number low
                && items.get(1).plain() instanceof Number high) {
            if (low.doubleValue() == high.doubleValue()) {
                collector.add(
                        kind.value().place(),
                        path,
                        "both bounds are " + low + ", so there is nothing to choose",
                        "give two different bounds, or leave the setting out and set it: " + entry.key() + ": " + low);
                return Optional.empty();
            }
            if (low.doubleValue() > high.doubleValue() || log && low.doubleValue() <= 0) {
                collector.add(
                        kind.value().place(),
                        path,
                        log && low.doubleValue() <= 0
                                ? "log-uniform needs bounds above 0, found " + low
                                : "the bounds are reversed: " + low + " is above " + high);
                return Optional.empty();
            }
            if (kind.key().equals("whole") && (isBroken(low) || isBroken(high))) {
                collector.add(
                        kind.value().place(),
                        path,
                        "whole draws whole numbers between whole bounds, found " + low + " and " + high);
                return Optional.empty();
            }
            SearchDimension.NumericRange range = new SearchDimension.NumericRange(
                    low.doubleValue(), high.doubleValue(), log, kind.key().equals("whole"));
            return Optional.of(new SearchDimension(entry.key(), entry.place(), List.of(), Optional.of(range), when));
        }
        collector.add(
                kind.value().place(),
                path,
                kind.key() + " needs two numbers as its bounds, such as " + (log ? "[1e-4, 1]" : "[2, 8]") + ", found "
                        + kind.value().described());
        return Optional.empty();
    }

    private static boolean isBroken(Number number) {
        return number.doubleValue() != StrictMath.rint(number.doubleValue());
    }
}
