package org.recurve.datasets.files;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.DecimalNumber;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.table.Separator;
import org.recurve.datasets.text.UnicodeText;
import org.recurve.datasets.text.Utf8;

/**
 * Reads a table of separated values (RFC 4180) row by row: a line of names, then a line a row. A value in double quotes
 * may hold separators, line breaks, and quotes written twice. Blanks around values do not count, and neither do blank lines. One
 * row is kept at a time, so that a table's size in memory is that of its numbers.
 */
public final class CsvRows implements AutoCloseable {
    private static final int END = -1;
    private static final int SHOWN = 50;
    private static final int LONGEST = 1 << 20;
    private static final String FORM = "; the first line names the columns, each line below it is an example";

    private final Path file;
    private final Reader reader;
    private final Optional<Separator> chosen;
    private final char[] buffer = new char[1 << 13];
    private final StringBuilder cell = new StringBuilder();
    private int at;
    private int limit;
    private int line = 1;

    private final Map<String, Integer> places = new HashMap<>();
    private List<String> names = List.of();
    private List<String> values = List.of();
    private int row;
    private char separator = Separator.COMMA.sign();

    private CsvRows(Path file, Optional<Separator> chosen) {
        this.file = file;
        this.chosen = chosen;
        this.reader = Utf8.open(file);
    }

    /**
     * Opens a file and reads its names; a file without any, and names that occur twice, end in {@link InvalidSetting}.
     *
     * @param chosen what stands between values; recognised in the line of names if left out
     */
    public static CsvRows open(Path file, Optional<Separator> chosen) {
        CsvRows rows = new CsvRows(file, chosen);
        try {
            rows.header();
            return rows;
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private void header() {
        peek(); // fills the buffer
        separator = chosen.orElseGet(() -> Separator.in(firstLine())).sign();
        if (!read()) {
            throw new InvalidSetting(file + " is empty" + FORM);
        }
        names = values;
        if (names.stream().anyMatch(name -> name.replace("\r\n", "").indexOf('\r') >= 0)) {
            throw new InvalidSetting(file + " ends its lines with carriage returns alone; save it with line feeds");
        }
        IntStream.range(0, names.size()).forEach(column -> places.put(names.get(column), column));
        if (places.size() < names.size()) {
            throw new InvalidSetting(file + ":" + row + " gives two columns the same name: " + twice()
                    + "; give each a name of its own");
        }
    }

    /** Returns the names that several columns have, as often as they have them. */
    private String twice() {
        Set<String> seen = new HashSet<>();
        Set<String> again = names.stream().filter(name -> !seen.add(name)).collect(Collectors.toSet());
        return names.stream()
                .filter(again::contains)
                .limit(SHOWN)
                .map(name -> name.isEmpty() ? "\"\"" : name)
                .collect(Collectors.joining(", "));
    }

    /** Returns what is in the buffer of the first line that says something, without what stands in double quotes. */
    private CharSequence firstLine() {
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        for (int i = at;
                i < limit && (quoted || buffer[i] != '\n' || line.toString().isBlank());
                i++) {
            quoted ^= buffer[i] == '"';
            if (!quoted) {
                line.append(buffer[i]);
            }
        }
        return line;
    }

    Path file() {
        return file;
    }

    List<String> names() {
        return names;
    }

    /** Says which columns there are, at most so many as people read, and what may be wrong with the line of names. */
    String columns() {
        if (names.size() == 1) {
            return "its only column is \"" + names.getFirst()
                    + "\": commas, semicolons, tabs or bars stand between values, and"
                    + " the first line names the columns";
        }
        boolean numbers = names.stream().anyMatch(name -> !Float.isNaN(DecimalNumber.parse(name)));
        return "its columns are " + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "")
                + (numbers ? "; are these values? The first line names the columns: write one above them" : "");
    }

    /** Returns what messages call a column. */
    String named(int column) {
        return names.get(column).isEmpty() ? (column + 1) + ", which has no name" : names.get(column);
    }

    /** Returns the place of a column. */
    public int column(String name) {
        Integer column = places.get(clean(name));
        if (column == null) {
            throw new InvalidSetting(file + " has no column \"" + name + "\"; " + columns());
        }
        return column;
    }

    /** Goes to the next row; false behind the last. A ragged row and a quote without end end in {@link InvalidSetting}. */
    public boolean next() {
        if (!read()) {
            return false;
        }
        if (values.size() != names.size()) {
            throw new InvalidSetting(file + ":" + row + " has " + values.size() + " values, but the first line names "
                    + names.size() + " columns; complete the row, or put a value that holds a " + separatorName()
                    + " in double quotes");
        }
        return true;
    }

    private String separatorName() {
        return switch (separator) {
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> "comma";
        };
    }

    /** Returns the row's values, as many as there are names. */
    List<String> values() {
        return values;
    }

    /** Returns the line where the row begins, counted from 1. */
    public int line() {
        return row;
    }

    /** Returns the value of a column. */
    public String value(int column) {
        return values.get(column);
    }

    /** Says where the row's value of a column stands. */
    public String where(int column) {
        return file + ":" + row + " column " + named(column);
    }

    /**
     * Returns a value that must not be empty.
     *
     * @param what it names, such as a class
     */
    String label(int column, String what) {
        if (values.get(column).isEmpty()) {
            throw new InvalidSetting(where(column) + ": there is no value, so the row has no " + what + "; write its "
                    + what + ", or remove the row");
        }
        return values.get(column);
    }

    /** Says that a table has names alone. */
    public InvalidSetting noRows() {
        return new InvalidSetting(file + " has no row below its names" + FORM);
    }

    private boolean read() {
        while (peek() != END) {
            row = line;
            values = readLine();
            if (values.size() > 1 || !values.getFirst().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<String> readLine() {
        List<String> read = new ArrayList<>(names.size());
        do {
            read.add(cell());
        } while (take() == separator);
        line++;
        return read;
    }

    /** Reads one value; leaves the separator or line break behind it. */
    private String cell() {
        cell.setLength(0);
        int plain = plainEnd();
        if (plain != END) {
            String value = new String(buffer, at, plain - at);
            at = buffer[plain] == '\r' ? plain + 1 : plain;
            return value;
        }
        for (int c = peek(); c != END && c != separator && c != '\n'; c = peek()) {
            take();
            if (c == '"' && cell.chars().allMatch(CsvRows::isBlank)) {
                cell.setLength(0);
                quoted();
            } else {
                append(c, line);
            }
        }
        return clean(cell.toString());
    }

    /**
     * Returns the place in the buffer behind a value such as most are: without a blank, a quote or another sign than those of ASCII,
     * and followed by what ends it; {@link #END} before any other.
     */
    private int plainEnd() {
        for (int i = at; i < limit; i++) {
            char c = buffer[i];
            if (c == separator || c == '\n' || c == '\r' && i + 1 < limit && buffer[i + 1] == '\n') {
                return i;
            }
            if (c <= ' ' || c == '"' || c >= 0x7f) {
                return END;
            }
        }
        return END;
    }

    private void quoted() {
        int opened = line;
        for (int c = take(); c != END; c = take()) {
            if (c == '"' && peek() != '"') {
                return;
            }
            if (c == '"') {
                take();
            }
            line += c == '\n' ? 1 : 0;
            append(c, opened);
        }
        throw new InvalidSetting(
                file + ":" + opened + " opens a double quote that is never closed; close it, or write it twice");
    }

    private void append(int c, int begun) {
        if (cell.length() == LONGEST) {
            throw new InvalidSetting(file + ":" + begun + " begins a value of more than " + LONGEST
                    + " characters; is a double quote never closed, or is this no table?");
        }
        cell.append((char) c);
    }

    private static String clean(String text) {
        String normal = UnicodeText.normalized(text);
        int from = 0;
        int to = normal.length();
        while (from < to && isBlank(normal.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(normal.charAt(to - 1))) {
            to--;
        }
        return normal.substring(from, to);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private int peek() {
        if (at == limit) {
            try {
                limit = Math.max(0, reader.read(buffer));
                at = 0;
            } catch (IOException e) {
                throw Utf8.unreadable(file, e);
            }
        }
        return at == limit ? END : buffer[at];
    }

    private int take() {
        int c = peek();
        at += c == END ? 0 : 1;
        return c;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw Utf8.unreadable(file, e);
        }
    }
}
