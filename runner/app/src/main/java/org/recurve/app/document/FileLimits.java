package org.recurve.app.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;

/**
 * Describes how much a file may ask for. Whatever multiplies is counted before it is expanded, and held to these.
 *
 * @param raised the limits that the command line raised
 */
public record FileLimits(Map<Limit, Long> raised) {
    /** Nothing is raised. */
    public static final FileLimits USUAL = new FileLimits(Map.of());

    private static final String OPTION = "--limit";

    /** Describes what is limited. */
    public enum Limit {
        VARIANTS("variants (ablations × tasks × points of a sweep, and × seeds where these draw splits)", 2_000),
        TRIALS("trials (variants × seeds, with those that tune them)", 100_000),
        CHANGES("changes in all its variants", 20_000),
        LAYERS("layers in a model", 5_000),
        VALUES("values in a file, with those that times and let repeat", 100_000);

        private final String what;
        private final long usual;

        Limit(String what, long usual) {
            this.what = what;
            this.usual = usual;
        }

        /** Returns the name on the command line. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FileLimits {
        raised = Map.copyOf(raised);
    }

    /** Reads {@code variants=5000}; what is no limit ends in a {@link UserError}. */
    public static FileLimits of(List<String> options) {
        Map<Limit, Long> raised = new EnumMap<>(Limit.class);
        List<String> words = Arrays.stream(Limit.values()).map(Limit::word).toList();
        List<Problem> problems = new ArrayList<>();
        for (String option : options) {
            int sign = option.indexOf('=');
            String word = option.substring(0, Math.max(0, sign));
            String number = option.substring(sign + 1);
            if (words.contains(word) && number.matches("[1-9]\\d{0,17}")) {
                raised.put(Limit.values()[words.indexOf(word)], Long.valueOf(number));
            } else {
                problems.add(Problem.at(
                        SourcePosition.of(OPTION + " " + option),
                        "",
                        "expected a limit and a whole number above 0, such as variants=5000."
                                + NearestName.question(word, words),
                        "limits: " + String.join(", ", words)));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new FileLimits(raised);
    }

    /** Returns the same as options. */
    List<String> options() {
        return raised.entrySet().stream()
                .map(e -> e.getKey().word() + "=" + e.getValue())
                .sorted()
                .toList();
    }

    long of(Limit limit) {
        return raised.getOrDefault(limit, limit.usual);
    }

    /** Returns whether so many are allowed; if not, that is reported. */
    public boolean allow(Limit limit, long count, SourcePosition position, String path, ProblemCollector collector) {
        if (count <= of(limit)) {
            return true;
        }
        String number = count == Long.MAX_VALUE
                ? "more than 9,000,000,000,000,000,000"
                : String.format(Locale.ROOT, "%,d", count);
        collector.add(
                position,
                path,
                String.format(Locale.ROOT, "this comes to %s %s, and the limit is %,d", number, limit.what, of(limit)),
                "ask for fewer, or raise the limit: " + OPTION + " " + limit.word() + "=N");
        return false;
    }

    /** Returns a product that stays at the largest number instead of overflowing. */
    public static long times(long a, long b) {
        return a > 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }

    /** Returns a sum that stays at the largest number instead of overflowing. */
    public static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public String toString() {
        return Arrays.stream(Limit.values())
                .map(limit -> limit.word() + "=" + of(limit))
                .collect(Collectors.joining(", "));
    }
}
