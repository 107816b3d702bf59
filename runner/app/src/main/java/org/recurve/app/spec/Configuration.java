package org.recurve.app.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.recurve.app.plugins.Provider;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Select;

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

    /** What a trial with this seed is stored and hashed as. */
    public String canonical(long seed) {
        Map<String, Object> plain = plain();
        plain.put("seed", seed);
        return CanonicalJson.write(plain);
    }

    /** Canonical JSON without a seed: equal for equal configurations. */
    public String canonical() {
        return CanonicalJson.write(plain());
    }

    private static List<?> sorted(List<?> items) {
        return items.stream()
                .sorted(java.util.Comparator.comparing(CanonicalJson::write))
                .toList();
    }
}
