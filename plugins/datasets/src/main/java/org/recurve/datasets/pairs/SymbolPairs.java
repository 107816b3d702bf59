package org.recurve.datasets.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.SplitItems;
import org.recurve.datasets.files.ExampleReader;
import org.recurve.datasets.pairs.SymbolRows.SideSettings;
import org.recurve.datasets.text.PackedWords;

/**
 * Pairs of an input and the sequence of symbols that it becomes, and the data set they make: {@code target} is [steps], the
 * numbers of the target's symbols and of the end symbol behind them, then 0; {@code target-length} how many these are. The
 * input is a sequence of symbols itself, {@code input} [steps] with its {@code length}, or an array.
 *
 * <p>Both vocabularies are those of the training pairs: 0 stands for every symbol that is not among them, and 1 for the end in
 * targets.
 *
 * @param sources symbols of the inputs; empty if inputs are arrays
 * @param arrays of the inputs, if they are arrays
 * @param where says where a pair was found, for messages
 */
record SymbolPairs(
        Optional<PackedWords> sources, Optional<InputArrays> arrays, PackedWords targets, IntFunction<String> where) {
    /**
     * Inputs that are arrays of numbers.
     *
     * @param shape of one
     */
    record InputArrays(Shape shape, ExampleReader reader) {}

    /** Describes what is read of both sides. */
    record PairSettings(SideSettings source, SideSettings target) {}

    /** Returns the pairs that count: of those whose sources are alike, the first, so that no two splits share one. */
    int[] different() {
        return sources.map(rows -> rows.different(Integer.MAX_VALUE))
                .orElseGet(() -> IntStream.range(0, targets.rows()).toArray());
    }

    /**
     * Returns the pairs as examples.
     *
     * @param splits which pairs each split has
     * @param digest of all that decides the examples
     */
    Data data(Map<String, int[]> splits, PairSettings settings, ExampleDigest digest) {
        int[] chosen = splits.values().stream().flatMapToInt(IntStream::of).toArray();
        int[] train = splits.getOrDefault(Data.TRAIN, new int[0]);
        Optional<SymbolRows> read = sources.map(rows -> SymbolRows.of(rows, settings.source(), chosen, train, where));
        SymbolRows written = SymbolRows.of(targets, settings.target(), chosen, train, where);
        List<Field> fields = new ArrayList<>();
        read.ifPresent(rows -> {
            fields.add(new Field(Field.INPUT, Shape.of(rows.room()), rows.words()));
            fields.add(new Field(Field.LENGTH, Shape.SCALAR));
        });
        arrays.ifPresent(all -> fields.add(new Field(Field.INPUT, all.shape())));
        fields.add(new Field(Field.TARGET, Shape.of(written.room()), written.words()));
        fields.add(new Field(Field.TARGET_LENGTH, Shape.SCALAR));
        SplitItems.Items items = (pair, field, into, offset) -> {
            switch (field) {
                case Field.INPUT -> {
                    read.ifPresent(rows -> rows.read(pair, into, offset));
                    arrays.ifPresent(all -> all.reader().read(pair, into, offset));
                }
                case Field.LENGTH ->
                    into[offset] = read.orElseThrow(() -> unknown(field)).length(pair);
                case Field.TARGET -> written.read(pair, into, offset);
                case Field.TARGET_LENGTH -> into[offset] = written.length(pair);
                default -> throw unknown(field);
            }
        };
        Map<String, Examples> examples = new HashMap<>();
        splits.forEach((split, pairs) -> examples.put(split, new SplitItems(items, pairs, 0)));
        return new Data(fields, examples, digest.hex());
    }

    private static IllegalArgumentException unknown(String field) {
        return new IllegalArgumentException(
                "a pair has no field \"" + field + "\", only input, target, their lengths, and nothing else");
    }
}
