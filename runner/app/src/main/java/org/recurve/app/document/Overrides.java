package org.recurve.app.document;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.app.yaml.YamlNode;

/**
 * Describes what the command line changes.
 *
 * @param quick whether the file's {@code quick} section is applied
 * @param sets {@code path=value}, the right side one YAML value, applied in order
 * @param seeds instead of the file's, if any
 * @param limits to what the file asks for
 */
public record Overrides(boolean quick, List<String> sets, List<Long> seeds, FileLimits limits) {
    private static final String QUICK = "quick";
    private static final String SETS = "sets";
    private static final String SEEDS = "seeds";
    private static final String LIMITS = "limits";

    /** The file as it is. */
    public static final Overrides NONE = new Overrides(false, List.of(), List.of());

    public Overrides(boolean quick, List<String> sets, List<Long> seeds) {
        this(quick, sets, seeds, FileLimits.USUAL);
    }

    public Overrides {
        sets = List.copyOf(sets);
        seeds = List.copyOf(seeds);
    }

    /** As one YAML document, that a study's stored text may say all that its trials came from. */
    String text() {
        Map<String, Object> plain = new TreeMap<>(Map.of(QUICK, quick, SETS, sets, SEEDS, seeds));
        if (!limits.equals(FileLimits.USUAL)) {
            plain.put(LIMITS, limits.options());
        }
        return CanonicalJson.write(plain);
    }

    /** Returns what {@link #text} was written of. */
    static Overrides of(YamlNode.MappingNode text) {
        return new Overrides(
                text.get(QUICK).orElseThrow().plain().equals(true),
                items(text, SETS).stream().map(String.class::cast).toList(),
                items(text, SEEDS).stream()
                        .map(Number.class::cast)
                        .map(Number::longValue)
                        .toList(),
                text.get(LIMITS).isEmpty()
                        ? FileLimits.USUAL
                        : FileLimits.of(items(text, LIMITS).stream()
                                .map(String.class::cast)
                                .toList()));
    }

    private static List<?> items(YamlNode.MappingNode text, String key) {
        return (List<?>) text.get(key).orElseThrow().plain();
    }
}
