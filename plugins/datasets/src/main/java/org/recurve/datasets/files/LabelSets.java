package org.recurve.datasets.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.api.data.DecimalNumber;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** Gathers the labels of examples, each of which may have several, or none. */
final class LabelSets {
    private static final int MOST = Short.MAX_VALUE;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<BitSet> sets = new ArrayList<>();

    /** Takes a further example, whose labels follow. */
    void begin() {
        sets.add(new BitSet());
    }

    /** Knows a label, whether an example has it or not. */
    void know(String label) {
        numbers.putIfAbsent(label, numbers.size());
    }

    /** Gives an example a label, which it may have already. */
    void add(int example, String label) {
        sets.get(example).set(numbers.computeIfAbsent(label, _ -> numbers.size()));
    }

    /** Returns the labels of each example as a text that is the same for the same labels. */
    List<String> texts() {
        List<String> names = List.copyOf(numbers.keySet());
        return sets.stream()
                .map(set -> String.join(
                        "\n", set.stream().mapToObj(names::get).sorted().toList()))
                .toList();
    }

    /**
     * Returns all targets; ends this gathering.
     *
     * @param sorted whether labels are sorted by name, or stay as they were found
     * @param where they were found, for the message if there are none
     */
    MemoryExamples.Targets targets(boolean sorted, String where) {
        if (numbers.isEmpty()) {
            throw new InvalidSetting(where + ": no row has a label; write labels into it, or name another column");
        }
        if (numbers.size() > MOST) {
            throw new InvalidSetting(where + ": there are " + numbers.size() + " labels, more than " + MOST
                    + "; is another sign between them? Name it with label-sign");
        }
        List<String> names = sorted ? numbers.keySet().stream().sorted().toList() : List.copyOf(numbers.keySet());
        int[] place = new int[names.size()];
        numbers.forEach((name, number) -> place[number] = sorted ? Collections.binarySearch(names, name) : number);
        return new MemoryExamples.Targets(Shape.of(place.length), List.of(), names, (example, into, offset) -> {
            Arrays.fill(into, offset, offset + place.length, 0);
            sets.get(example).stream().forEach(number -> into[offset + place[number]] = 1);
        });
    }

    /** Returns whether a label holds, as the row's value of its column says: 1 or 0, or true or false. */
    static boolean holds(CsvRows table, int column) {
        String text = table.value(column);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                float value = DecimalNumber.parse(text);
                if (value != 0 && value != 1) {
                    throw new InvalidSetting(table.where(column) + ": \"" + text
                            + "\" does not say whether the label holds; write 1 or 0, or remove the row");
                }
                yield value == 1;
            }
        };
    }
}
