package org.recurve.storage.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A trial's metrics, whose names are shared with all trials that have the same ones.
 *
 * @param names in the order of their numbers
 * @param numbers as many
 */
public record TrialMetrics(SharedNames names, double[] numbers) {
    /** No metrics at all. */
    public static final TrialMetrics NONE = of(Map.of());

    /** Names, and where each stands. */
    public record SharedNames(Map<String, Integer> places, List<String> all) {
        static SharedNames of(SequencedCollection<String> names) {
            Map<String, Integer> places = new HashMap<>();
            names.forEach(name -> places.put(name, places.size()));
            return new SharedNames(Map.copyOf(places), List.copyOf(names));
        }

        /** Reads what {@link TrialMetrics#text} wrote. */
        public static SharedNames read(String text) {
            return of(text.lines().map(TrialMetrics::unescape).toList());
        }
    }

    /** Returns these metrics, sorted by name. */
    public static TrialMetrics of(Map<String, Double> metrics) {
        TreeMap<String, Double> sorted = new TreeMap<>(metrics);
        return new TrialMetrics(
                SharedNames.of(sorted.sequencedKeySet()),
                sorted.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Reads what {@link #toBytes} wrote. */
    public static TrialMetrics read(SharedNames names, byte[] bytes) {
        double[] numbers = new double[names.all.size()];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
        return new TrialMetrics(names, numbers);
    }

    /** Returns a line for each name: one that holds an end of a line would be two. */
    String text() {
        return names.all.stream().map(name -> escape(name) + "\n").collect(Collectors.joining());
    }

    private static String escape(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String line) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                char escaped = line.charAt(++i);
                name.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    /** Returns the metric of this name, if the trial has it. */
    public OptionalDouble get(String name) {
        Integer place = names.places.get(name);
        return place == null ? OptionalDouble.empty() : OptionalDouble.of(numbers[place]);
    }

    /** By name. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of entries
    Map<String, Double> map() {
        Map.Entry<String, Double>[] entries = new Map.Entry[numbers.length];
        Arrays.setAll(entries, place -> Map.entry(names.all.get(place), numbers[place]));
        return Map.ofEntries(entries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialMetrics(SharedNames theirs, double[] values)
                && names.equals(theirs)
                && Arrays.equals(numbers, values);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(numbers);
    }
}
