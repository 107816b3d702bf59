package org.recurve.datasets.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.recurve.api.data.TableColumn;
import org.recurve.api.plugin.InvalidSetting;

/** Reads the values of one column as single numbers: a number, a date's day, a category's place; NaN is a value that is missing. */
public final class ColumnValues {
    private static final Set<String> NOTHING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?");

    /** Says how else a number or a date is missing, in small letters: a category may have such a name. */
    private static final Set<String> NO_NUMBER = Set.of("", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "?");

    private static final double SECONDS = 86_400;
    private static final int SHOWN = 10;

    private final String name;
    private final ColumnKind kind;
    private final Missing missing;
    private final Decimal decimal;
    private final Map<String, Integer> found = new HashMap<>();
    private final boolean isKnown;

    /** Begins without a value; categories are those that will be found. */
    public ColumnValues(String name, ColumnKind kind, Missing missing, Decimal decimal) {
        this(name, kind, missing, decimal, false);
    }

    private ColumnValues(String name, ColumnKind kind, Missing missing, Decimal decimal, boolean isKnown) {
        this.name = name;
        this.kind = kind;
        this.missing = missing;
        this.decimal = decimal;
        this.isKnown = isKnown;
    }

    /** Reads as a model learnt to: categories are those that it knows. */
    public static ColumnValues of(TableColumn column, Decimal decimal) {
        return switch (column) {
            case TableColumn.Measured measured ->
                new ColumnValues(
                        measured.name(),
                        measured.date() ? ColumnKind.DATE : ColumnKind.NUMBER,
                        measured.missing().isEmpty()
                                ? Missing.REFUSE
                                : measured.indicator() ? Missing.INDICATOR : Missing.MEAN,
                        decimal,
                        true);
            case TableColumn.Category category ->
                known(category.name(), ColumnKind.ONE_HOT, category.values(), decimal);
            case TableColumn.Indexed indexed -> known(indexed.name(), ColumnKind.INDEX, indexed.values(), decimal);
        };
    }

    /** Reads as a model learnt to whose columns all hold numbers. */
    public static ColumnValues ofNumbers(String name) {
        return new ColumnValues(name, ColumnKind.NUMBER, Missing.REFUSE, Decimal.POINT, true);
    }

    private static ColumnValues known(String name, ColumnKind kind, List<String> categories, Decimal decimal) {
        boolean unsaid = categories.contains("");
        ColumnValues values = new ColumnValues(name, kind, unsaid ? Missing.MEAN : Missing.REFUSE, decimal, true);
        categories.forEach(value -> values.found.put(value, values.found.size()));
        return values;
    }

    /** Returns the column's name. */
    public String name() {
        return name;
    }

    /**
     * Returns the number of a value.
     *
     * @param where the value stands, for messages
     */
    public float read(String value, Supplier<String> where) {
        return switch (kind) {
            case NUMBER -> number(value, where);
            case DATE -> mayMiss() && isNothing(value) ? Float.NaN : days(value, where);
            case ONE_HOT, INDEX -> category(mayMiss() && NOTHING.contains(value) ? "" : value, where);
        };
    }

    private boolean mayMiss() {
        return missing != Missing.REFUSE;
    }

    private static boolean isNothing(String value) {
        return NO_NUMBER.contains(value.toLowerCase(Locale.ROOT));
    }

    private float number(String value, Supplier<String> where) {
        float number = decimal.parse(value);
        if (Float.isNaN(number) && !(mayMiss() && isNothing(value))) {
            String help = isKnown ? answerable(value) : settable(value);
            throw new InvalidSetting(where.get() + ": \"" + value + "\" is not a finite number; " + help);
        }
        return number;
    }

    /** Says what to do where settings may still be changed. */
    private String settable(String value) {
        return decimal.hint(value).orElseGet(() -> {
            if (isNothing(value)) {
                return (name.isEmpty() ? "if every line ends with a separator, write leave-out: ['']; else " : "")
                        + "correct it, or say what stands for it with missing: mean or indicator";
            }
            return "correct it, leave the column out with leave-out: [" + name
                    + "], or let its values be categories with one-hot: [" + name + "]"
                    + (mayMiss() ? "; a number is missing that is nothing, NA, N/A, NaN, null, None or ?" : "");
        });
    }

    /** Says what to do where a model has learnt to read the column so. */
    private String answerable(String value) {
        return decimal.correction(value)
                .map(written -> "the model learnt from numbers with a decimal "
                        + decimal.name().toLowerCase(Locale.ROOT) + ": write " + written)
                .orElse(
                        isNothing(value)
                                ? "in what the model learnt from the column is never empty: write a number, or leave the row out"
                                : "the model learnt from numbers there: correct it, or leave the row out");
    }

    private static float days(String value, Supplier<String> where) {
        String text = value.replace(' ', 'T');
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).toEpochDay();
            }
            LocalDateTime time = LocalDateTime.parse(text);
            return (float) (time.toLocalDate().toEpochDay()
                    + ChronoUnit.SECONDS.between(time.toLocalDate().atStartOfDay(), time) / SECONDS);
        } catch (DateTimeException e) {
            throw new InvalidSetting(where.get() + ": \"" + value
                    + "\" is no date; write dates as 2026-11-29, or with a time as 2026-11-29T13:45");
        }
    }

    private float category(String value, Supplier<String> where) {
        if (value.isEmpty() && missing == Missing.REFUSE) {
            throw new InvalidSetting(where.get() + ": there is no value; "
                    + (isKnown
                            ? "in what the model learnt from the column is never empty: write " + someOf()
                            : "write one, or let it be a category of its own with missing: mean or indicator"));
        }
        if (isKnown && !found.containsKey(value)) {
            throw new InvalidSetting(where.get() + ": \"" + value
                    + "\" did not occur in what the model learnt from; correct it (it knows " + someOf()
                    + "), or leave the row out");
        }
        if (found.size() >= Short.MAX_VALUE && !found.containsKey(value)) {
            throw new InvalidSetting(where.get() + ": the column has more than " + Short.MAX_VALUE
                    + " categories; if it holds numbers, let it be an input as it is");
        }
        return found.computeIfAbsent(value, _ -> found.size());
    }

    private String someOf() {
        List<String> known = found.keySet().stream()
                .filter(value -> !value.isEmpty())
                .sorted()
                .toList();
        return known.size() <= SHOWN
                ? String.join(", ", known)
                : String.join(", ", known.subList(0, SHOWN)) + " or another of " + known.size();
    }

    /** Returns the places that numbers of categories have once they are sorted by name. */
    int[] places() {
        List<String> sorted = found.keySet().stream().sorted().toList();
        int[] places = new int[sorted.size()];
        found.forEach((value, number) -> places[number] = Collections.binarySearch(sorted, value));
        return places;
    }

    /** Returns how a model that learns from these values reads others; a mean is not known yet, and 0. */
    public TableColumn column() {
        Optional<Float> stands = missing == Missing.REFUSE ? Optional.empty() : Optional.of(0f);
        return switch (kind) {
            case NUMBER -> new TableColumn.Measured(name, false, stands, missing == Missing.INDICATOR);
            case DATE -> new TableColumn.Measured(name, true, stands, missing == Missing.INDICATOR);
            case ONE_HOT ->
                new TableColumn.Category(name, found.keySet().stream().sorted().toList());
            case INDEX ->
                new TableColumn.Indexed(
                        name, 0, found.keySet().stream().sorted().toList());
        };
    }
}
