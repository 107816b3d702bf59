package org.recurve.app.configuration;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.recurve.api.data.Dataset;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.problem.BrokenPlugin;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.MeasureSpec;

/**
 * All that decides a trial's numbers except its seed.
 *
 * @param normal the sections with every default filled in and every part named
 * @param sections what they mean
 * @param measures in the order of the file
 * @param plugins those it uses
 */
public record Configuration(
        MappingNode normal,
        TrialSections sections,
        List<MeasureSpec> measures,
        Optional<EpochSelection> select,
        Set<PluginProvider> plugins) {
    public static final String VARY = "vary";

    public Configuration {
        measures = List.copyOf(measures);
        plugins = Set.copyOf(plugins);
    }

    /** Sorted plain data; measures are sorted too, since their order changes nothing. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new TreeMap<>();
        normal.entries().forEach(entry -> plain.put(entry.key(), entry.value().plain()));
        plain.computeIfPresent(FileSection.MEASURE.key(), (_, measures) -> sorted((List<?>) measures));
        return plain;
    }

    /** Sorted plain data of one section, empty if it is not there. */
    public Optional<Object> plain(String section) {
        return Optional.ofNullable(plain().get(section));
    }

    /**
     * Returns what a trial with this seed is stored and hashed as; {@code vary} stands there only if it is unusual.
     *
     * @param starts digests of the weights that settings name, by the paths of these: where they came from changes no number
     */
    public String canonical(long seed, Set<SeedVariation> vary, Map<String, String> starts) {
        Map<String, Object> plain = plain();
        starts.forEach((path, digest) -> put(plain, List.of(path.split("\\.")), digest));
        plain.put("seed", seed);
        Set<SeedVariation> drawn = EnumSet.copyOf(vary);
        drawn.remove(SeedVariation.SPLIT); // which is the data set's own seed
        if (!drawn.equals(SeedVariation.USUAL)) {
            plain.put(VARY, SeedVariation.words(drawn));
        }
        return CanonicalJson.write(plain);
    }

    @SuppressWarnings("unchecked") // what nodes give as plain data is maps of their own by keys
    private static void put(Map<String, Object> map, List<String> path, String value) {
        if (path.size() == 1) {
            map.put(path.getFirst(), value);
        } else {
            put(
                    (Map<String, Object>) map.getOrDefault(path.getFirst(), new TreeMap<>()),
                    path.subList(1, path.size()),
                    value);
        }
    }

    /** Canonical JSON without a seed: equal for equal configurations. */
    public String canonical() {
        return CanonicalJson.write(plain());
    }

    /** Canonical JSON without the sections that a model is traced from, except its data. */
    public String withoutModel() {
        Map<String, Object> plain = plain();
        plain.keySet().removeAll(List.of(FileSection.MODEL.key(), FileSection.LOSS.key()));
        return CanonicalJson.write(plain);
    }

    /**
     * A data set that it names.
     *
     * @param phase the name of the phase that learns from it; empty for that of all others
     * @param settings plain data
     */
    public record DataSection(String phase, Spec<Dataset<?>> spec, Object settings) {}

    /** Returns all data sets that it names, by the paths of their sections, its own first. */
    public Map<String, DataSection> data() {
        Map<String, DataSection> all = new LinkedHashMap<>();
        String own = FileSection.DATA.key();
        all.put(own, new DataSection("", sections.data(), setting(own)));
        sections.phases()
                .orElse(Map.of())
                .forEach((name, phase) -> phase.data().ifPresent(spec -> {
                    String path = FileSection.PHASES.key() + "." + name + "." + own;
                    all.put(path, new DataSection(name, spec, setting(path)));
                }));
        return all;
    }

    private Object setting(String path) {
        YamlNode node = normal;
        for (String key : path.split("\\.")) {
            node = ((MappingNode) node).get(key).orElseThrow();
        }
        return node.plain();
    }

    /** Returns where a section stands in the file. */
    public SourcePosition place(String section) {
        return sectionPlace(section).orElse(normal.place());
    }

    /** Returns the same, empty if the file has no such section. */
    public Optional<SourcePosition> sectionPlace(String section) {
        return normal.entry(section).map(MappingEntry::place);
    }

    /** Returns where the metric of a measure stands, by its index in {@link #measures}. */
    public SourcePosition measurePlace(int index) {
        return normal.get(FileSection.MEASURE.key())
                .filter(SequenceNode.class::isInstance)
                .map(list -> ((SequenceNode) list).items().get(index).place())
                .orElse(normal.place());
    }

    /** Returns the failure of a plugin that this configuration names, with the place in the file where it is named. */
    public BrokenPlugin broken(PluginFailure failure) {
        SourcePosition place = pluginPlace(failure.part()).orElse(normal.place());
        return new BrokenPlugin(Problem.at(place, failure.part(), String.valueOf(failure.getMessage())), failure);
    }

    /** Returns where the plugin of a part or a section stands, by its path; empty if the file does not have it. */
    public Optional<SourcePosition> pluginPlace(String path) {
        return partPlace(path).or(() -> settingPlace(path));
    }

    /** Returns where a setting stands, or the innermost one around it that the file has: of {@code train.optimizer}. */
    public Optional<SourcePosition> settingPlace(String path) {
        Optional<SourcePosition> place = Optional.empty();
        YamlNode node = normal;
        for (String key : path.split("\\.")) {
            Optional<MappingEntry> entry =
                    node instanceof MappingNode mappingNode ? mappingNode.entry(key) : Optional.empty();
            if (entry.isEmpty()) {
                return place;
            }
            place = entry.map(MappingEntry::place);
            node = entry.get().value();
        }
        return place;
    }

    /** Returns where a part of the model stands, however deep, or the innermost of its settings that the path goes on to. */
    public Optional<SourcePosition> partPlace(String path) {
        List<String> names = List.of(path.split("\\."));
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            Optional<ReferenceNode> part = normal.get(FileSection.MODEL.key()).flatMap(model -> part(model, name));
            if (part.isPresent()) {
                return Optional.of(innermost(part.get(), names.subList(i + 1, names.size())));
            }
        }
        return Optional.empty();
    }

    private static Optional<ReferenceNode> part(YamlNode node, String name) {
        return switch (node) {
            case ReferenceNode part when part.isNamed(name) -> Optional.of(part);
            case ReferenceNode referenceNode -> part(referenceNode.settings(), name);
            case MappingNode mappingNode ->
                mappingNode.entries().stream()
                        .flatMap(e -> part(e.value(), name).stream())
                        .findFirst();
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream()
                        .flatMap(item -> part(item, name).stream())
                        .findFirst();
            case ScalarNode _ -> Optional.empty();
        };
    }

    private static SourcePosition innermost(ReferenceNode plugin, List<String> settings) {
        return settings.stream()
                .findFirst()
                .flatMap(plugin.settings()::entry)
                .map(MappingEntry::value)
                .filter(ReferenceNode.class::isInstance)
                .map(inner -> innermost((ReferenceNode) inner, settings.subList(1, settings.size())))
                .orElse(plugin.place());
    }

    private static List<?> sorted(List<?> items) {
        return items.stream().sorted(Comparator.comparing(CanonicalJson::write)).toList();
    }
}
