package org.recurve.app.option;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;

/** Numbers and times given as options. */
public final class NumberOptions {
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private NumberOptions() {}

    public static int positive(String option, int number) {
        if (number < 1) {
            throw new UserError(Problem.at(SourcePosition.of(option), "", "must be at least 1, found " + number));
        }
        return number;
    }

    /** Returns the time that an option gives, such as {@code 1h30m}. */
    public static Duration time(String option, String text) {
        Matcher parts = TIME.matcher(text);
        Duration time = parts.matches()
                ? Duration.ofHours(number(parts, 1))
                        .plusMinutes(number(parts, 2))
                        .plusSeconds(number(parts, 3))
                : Duration.ZERO;
        if (!time.isPositive()) {
            throw new UserError(Problem.at(
                    SourcePosition.of(option),
                    "",
                    "expected a time, such as 90s, 10m or 1h30m, found \"" + text + "\""));
        }
        return time;
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
