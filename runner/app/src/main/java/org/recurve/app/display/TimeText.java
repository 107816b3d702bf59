package org.recurve.app.display;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Times as people say them, in English whatever the locale.
 *
 * @param clock says what today is, and in which zone
 */
public record TimeText(Clock clock) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    /** The names that the JDK has for English, too, and takes long to find. */
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

    /** {@code today 14:02}, {@code yesterday 09:15}, {@code 12 Nov}, {@code 12 Nov 2024}. */
    public String moment(Instant moment) {
        ZonedDateTime local = moment.atZone(clock.getZone());
        LocalDate day = local.toLocalDate();
        LocalDate today = LocalDate.now(clock);
        if (day.equals(today)) {
            return "today " + TIME.format(local);
        }
        if (day.equals(today.minusDays(1))) {
            return "yesterday " + TIME.format(local);
        }
        String date = day.getDayOfMonth() + " " + MONTHS.get(day.getMonthValue() - 1);
        return day.getYear() == today.getYear() ? date : date + " " + YEAR.format(day);
    }

    /** {@code 0.4 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds).replace(".0", "");
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return parts(whole / 60, "min", whole % 60, "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return parts(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(seconds / 3600);
        return parts(hours / 24, "d", hours % 24, "h");
    }

    private static String parts(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
