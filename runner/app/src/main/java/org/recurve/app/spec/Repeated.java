package org.recurve.app.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;

/** Finds values in a list that say what another one there says: 4 and 4.0, or settings in another order. */
final class Repeated {
    private Repeated() {}

    /** Reports each value that an earlier one equals, where it stands; the others are left. */
    static List<Node> report(List<Node> values, String path, Problems problems) {
        List<Node> different = new ArrayList<>();
        for (Node value : values) {
            Optional<Node> same = different.stream()
                    .filter(earlier -> same(earlier.plain(), value.plain()))
                    .findFirst();
            same.ifPresentOrElse(
                    earlier -> problems.add(
                            value.place(),
                            path,
                            "this value, " + Ablations.words(value) + ", is in the list already, at " + earlier.place(),
                            "remove it, or change it"),
                    () -> different.add(value));
        }
        return different;
    }

    /** Whether plain data say the same. */
    static boolean same(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return exact(a).compareTo(exact(b)) == 0;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = same(a.get(i), b.get(i));
            }
            return same;
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
        }
        return one.equals(other);
    }

    /** Infinities and NaN are refused elsewhere; here each of them equals zero. */
    private static BigDecimal exact(Number number) {
        return number instanceof Double d && !Double.isFinite(d) ? BigDecimal.ZERO : new BigDecimal(number.toString());
    }
}
