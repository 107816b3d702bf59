package org.recurve.app.spec;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.recurve.app.plugins.Provider;
import org.recurve.app.problem.Place;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Select;
import org.recurve.engine.spec.Vary;

/**
 * All that decides a trial's numbers except its seed.
 *
 * @param normal the sections with every default filled in and every part named
 * @param sections what they mean
 * @param measures in the order of the file
 * @param plugins those it uses
 */
public record Configuration(
        Mapping normal, Sections sections, List<Measure> measures, Optional<Select> select, Set<Provider> plugins) {
    static final String VARY = "vary";

    public Configuration {
        measures = List.copyOf(measures);
        plugins = Set.copyOf(plugins);
    }

    /** Sorted plain data; measures are sorted too, since their order changes nothing. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new TreeMap<>();
        normal.entries().forEach(entry -> plain.put(entry.key(), entry.value().plain()));
        plain.computeIfPresent(Section.MEASURE.key(), (_, measures) -> sorted((List<?>) measures));
        return plain;
    }

    /** Sorted plain data of one section, empty if it is not there. */
    public Optional<Object> plain(String section) {
        return Optional.ofNullable(plain().get(section));
    }

    /** What a trial with this seed is stored and hashed as; {@code vary} stands there only if it is unusual. */
    public String canonical(long seed, Set<Vary> vary) {
        Map<String, Object> plain = plain();
        plain.put("seed", seed);
        Set<Vary> drawn = EnumSet.copyOf(vary);
        drawn.remove(Vary.SPLIT); // which is the data set's own seed
        if (!drawn.equals(Vary.USUAL)) {
            plain.put(VARY, Vary.words(drawn));
        }
        return CanonicalJson.write(plain);
    }

    /** Canonical JSON without a seed: equal for equal configurations. */
    public String canonical() {
        return CanonicalJson.write(plain());
    }

    /** Canonical JSON without the sections that a model is traced from, except its data. */
    public String withoutModel() {
        Map<String, Object> plain = plain();
        plain.keySet().removeAll(List.of(Section.MODEL.key(), Section.LOSS.key()));
        return CanonicalJson.write(plain);
    }

    /** Where a section stands in the file. */
    public Place place(String section) {
        return sectionPlace(section).orElse(normal.place());
    }

    /** The same, empty if the file has no such section. */
    public Optional<Place> sectionPlace(String section) {
        return normal.entry(section).map(Entry::place);
    }

    /** Where the metric of a measure stands, by its index in {@link #measures}. */
    public Place measurePlace(int index) {
        return normal.get(Section.MEASURE.key())
                .filter(Sequence.class::isInstance)
                .map(list -> ((Sequence) list).items().get(index).place())
                .orElse(normal.place());
    }

    /** Where a setting stands, or the innermost one around it that the file has: of {@code train.optimizer}. */
    public Optional<Place> settingPlace(String path) {
        Optional<Place> place = Optional.empty();
        Node node = normal;
        for (String key : path.split("\\.")) {
            Optional<Entry> entry = node instanceof Mapping mapping ? mapping.entry(key) : Optional.empty();
            if (entry.isEmpty()) {
                return place;
            }
            place = entry.map(Entry::place);
            node = entry.get().value();
        }
        return place;
    }

    /** Where a part of the model stands, however deep, or the innermost of its settings that the path goes on to. */
    public Optional<Place> partPlace(String path) {
        List<String> names = List.of(path.split("\\."));
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            Optional<Reference> part = normal.get(Section.MODEL.key()).flatMap(model -> part(model, name));
            if (part.isPresent()) {
                return Optional.of(innermost(part.get(), names.subList(i + 1, names.size())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Reference> part(Node node, String name) {
        return switch (node) {
            case Reference part when part.isNamed(name) -> Optional.of(part);
            case Reference reference -> part(reference.settings(), name);
            case Mapping mapping ->
                mapping.entries().stream()
                        .flatMap(e -> part(e.value(), name).stream())
                        .findFirst();
            case Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> part(item, name).stream())
                        .findFirst();
            case Scalar _ -> Optional.empty();
        };
    }

    private static Place innermost(Reference plugin, List<String> settings) {
        return settings.stream()
                .findFirst()
                .flatMap(plugin.settings()::entry)
                .map(Entry::value)
                .filter(Reference.class::isInstance)
                .map(inner -> innermost((Reference) inner, settings.subList(1, settings.size())))
                .orElse(plugin.place());
    }

    private static List<?> sorted(List<?> items) {
        return items.stream().sorted(Comparator.comparing(CanonicalJson::write)).toList();
    }
}
