package org.recurve.app.experiment;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;

/** Finds values in a list that say what another one there says: 4 and 4.0, or settings in another order. */
final class RepeatedValues {
    private RepeatedValues() {}

    /** Reports each value that an earlier one equals, where it stands; the others are left. */
    static List<YamlNode> report(List<YamlNode> values, String path, ProblemCollector collector) {
        Map<Object, YamlNode> different = new LinkedHashMap<>();
        for (YamlNode value : values) {
            YamlNode earlier = different.putIfAbsent(exact(value.plain()), value);
            if (earlier != null) {
                collector.add(
                        value.place(),
                        path,
                        "this value, " + SettingNames.words(value) + ", is in the list already, at " + earlier.place(),
                        "remove it, or change it");
            }
        }
        return List.copyOf(different.values());
    }

    /** Returns whether plain data say the same. */
    static boolean same(Object one, Object other) {
        return exact(one).equals(exact(other));
    }

    /** Plain data in which equal numbers are equal objects. */
    private static Object exact(Object plain) {
        return switch (plain) {
            case Number number -> decimal(number).stripTrailingZeros();
            case List<?> list -> list.stream().map(RepeatedValues::exact).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> exact = new HashMap<>();
                map.forEach((key, value) -> exact.put(key, exact(value)));
                yield exact;
            }
            default -> plain;
        };
    }

    /** Infinities and NaN are refused elsewhere; here each of them equals zero. */
    private static BigDecimal decimal(Number number) {
        return number instanceof Double d && !Double.isFinite(d) ? BigDecimal.ZERO : new BigDecimal(number.toString());
    }
}
