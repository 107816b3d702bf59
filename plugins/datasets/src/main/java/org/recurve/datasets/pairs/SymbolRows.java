package org.recurve.datasets.pairs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.text.PackedWords;
import org.recurve.datasets.text.Vocabulary;

/**
 * A side of pairs, as rows of symbols: the sources, or the targets.
 *
 * @param rows of symbols
 * @param room steps for the symbols of each; the end symbol included
 * @param numbers what each different symbol is read as
 * @param end what stands behind the last symbol; −1 if nothing does
 */
record SymbolRows(PackedWords rows, int room, int[] numbers, int end, List<String> words) {
    /**
     * Describes what is read of a side.
     *
     * @param name of the side, for messages: source or target
     * @param setting the name of the setting that bounds its steps
     * @param steps symbols there is room for; the longest's if not given
     * @param vocabulary symbols that are known, the unknown one included
     * @param ends whether an end symbol stands behind each row
     */
    record SideSettings(String name, String setting, Optional<Integer> steps, int vocabulary, boolean ends) {}

    /**
     * Numbers the symbols of a side.
     *
     * @param chosen the rows that are examples
     * @param train those that are trained on: their symbols are the vocabulary
     * @param where says where a row was found, for messages
     */
    static SymbolRows of(
            PackedWords rows, SideSettings settings, int[] chosen, int[] train, IntFunction<String> where) {
        int longest = Arrays.stream(chosen).map(rows::length).max().orElse(0);
        int steps = settings.steps().orElse(longest);
        for (int row : chosen) {
            if (rows.length(row) > steps) {
                throw new InvalidSetting(where.apply(row) + " has a " + settings.name() + " of " + rows.length(row)
                        + " symbols, but " + settings.setting() + " is " + steps + "; raise it to " + longest
                        + ", the length of the longest, or shorten or remove the line");
            }
        }
        Map<String, Integer> counts = counts(rows, train);
        Vocabulary vocabulary = settings.ends()
                ? Vocabulary.ending(counts, settings.vocabulary())
                : Vocabulary.of(counts, settings.vocabulary());
        return new SymbolRows(
                rows,
                steps + (settings.ends() ? 1 : 0),
                rows.words().stream().mapToInt(vocabulary::number).toArray(),
                settings.ends() ? 1 : -1,
                vocabulary.words());
    }

    private static Map<String, Integer> counts(PackedWords rows, int[] train) {
        int[] counts = new int[rows.words().size()];
        for (int row : train) {
            for (int at = 0; at < rows.length(row); at++) {
                counts[rows.number(row, at)]++;
            }
        }
        Map<String, Integer> named = new HashMap<>();
        for (int number = 0; number < counts.length; number++) {
            if (counts[number] > 0) {
                named.put(rows.words().get(number), counts[number]);
            }
        }
        return named;
    }

    /** Returns how many steps a row has, the end symbol included. */
    int length(int row) {
        return rows.length(row) + (end < 0 ? 0 : 1);
    }

    /** Writes a row, and zeros behind it. */
    void read(int row, float[] into, int offset) {
        int symbols = rows.length(row);
        for (int at = 0; at < room; at++) {
            into[offset + at] = at < symbols ? numbers[rows.number(row, at)] : at == symbols && end >= 0 ? end : 0;
        }
    }
}
