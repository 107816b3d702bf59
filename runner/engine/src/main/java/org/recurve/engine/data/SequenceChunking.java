package org.recurve.engine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A data set as a model reads it: its sequences whole, or cut into chunks between which the model carries its state
 * (truncated back-propagation through time; Williams and Peng, <i>An Efficient Gradient-Based Algorithm for On-Line
 * Training of Recurrent Network Trajectories</i>, 1990).
 *
 * @param data as read: each chunk is an example, all of its fields for the steps of the chunk alone
 * @param cut whether sequences are cut
 */
public record SequenceChunking(Data data, boolean cut) {
    /**
     * Cuts into chunks of {@code truncate} steps, or not at all.
     *
     * @throws InvalidSetting if the input is no sequence, or the target is not one thing for each of its steps
     */
    public static SequenceChunking of(Data whole, Optional<Integer> truncate) {
        return truncate.map(steps -> cut(whole, steps)).orElse(new SequenceChunking(whole, false));
    }

    private static SequenceChunking cut(Data whole, int truncate) {
        if (!SameSizeExamples.sizes(whole).isEmpty()) {
            throw new InvalidSetting(
                    "train.truncate",
                    "",
                    "cuts sequences, but these examples differ in size; what differs in"
                            + " its number of steps says so by a length: remove truncate");
        }
        if (whole.fields().stream().anyMatch(field -> field.name().equals(Field.TARGET_LENGTH))) {
            throw new InvalidSetting(
                    "train.truncate",
                    "",
                    "cuts inputs and targets at the same steps, but here a target has a length of its own: its steps"
                            + " belong to none of the input; remove truncate");
        }
        Shape input = whole.field(Field.INPUT).shape();
        Shape target = whole.field(Field.TARGET).shape();
        if (input.rank() == 0 || target.rank() == 0 || target.dim(0) != input.dim(0)) {
            throw new InvalidSetting(
                    "train.truncate",
                    "",
                    "cuts sequences and needs a target for each of their steps, but the"
                            + " examples have an input of shape " + input + " and a target of shape " + target
                            + "; a target of the whole sequence is learnt by full back-propagation: leave truncate"
                            + " away");
        }
        int longest = input.dim(0);
        int steps = Math.min(truncate, longest);
        Map<String, Shape> cut = whole.fields().stream()
                .filter(field -> field.shape().rank() > 0 && field.shape().dim(0) == longest)
                .collect(Collectors.toMap(Field::name, Field::shape));
        Map<String, Examples> splits = new HashMap<>();
        whole.splits().forEach((split, examples) -> {
            int[] lengths = TrueLengths.of(whole, split)
                    .orElseGet(() -> IntStream.generate(() -> longest)
                            .limit(examples.size())
                            .toArray());
            splits.put(split, new ChunkedSplit(examples, cut, steps, lengths));
        });
        return new SequenceChunking(
                new Data(fields(whole, cut, steps, longest), splits, whole.digest(), Optional.empty(), whole.remarks()),
                true);
    }

    /** Chunks have a length of their own where the last one of a sequence may be shorter. */
    private static List<Field> fields(Data whole, Map<String, Shape> cut, int steps, int longest) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Field field : whole.fields()) {
            Shape shape = field.shape();
            Shape shorter = cut.containsKey(field.name()) ? Shape.of(steps).with(shape.slice(1, shape.rank())) : shape;
            fields.put(field.name(), field.of(shorter));
        }
        if (longest % steps != 0) {
            fields.putIfAbsent(Field.LENGTH, new Field(Field.LENGTH, Shape.SCALAR));
        }
        return List.copyOf(fields.values());
    }

    /** Returns how many sequences, or whole examples, the split has. */
    public int sequences(String split) {
        return data.split(split) instanceof ChunkedSplit chunkedSplit
                ? chunkedSplit.sequences()
                : data.split(split).size();
    }

    /**
     * Returns how much the example counts besides what its loss says: as the part of its sequence that it is, 1 if whole.
     *
     * @param targets whether the loss's weights count targets, which add up without that
     */
    public double share(String split, int example, boolean targets) {
        return !targets && data.split(split) instanceof ChunkedSplit chunkedSplit ? chunkedSplit.share(example) : 1;
    }

    /** Returns the steps of a pass through a split in its own order, {@code size} sequences at a time. */
    public List<BatchIndices> pass(String split, int size) {
        int[] order = IntStream.range(0, sequences(split)).toArray();
        return turns(split, SameSizeExamples.of(data, split).groups(order, size));
    }

    /** Returns the steps of training, or of a pass, that read these groups of sequences: one chunk of each a step, in order. */
    public List<BatchIndices> turns(String split, List<int[]> groups) {
        Stream<List<BatchIndices>> turns = data.split(split) instanceof ChunkedSplit chunkedSplit
                ? groups.stream().map(group -> turns(chunkedSplit, group))
                : groups.stream().map(group -> List.of(BatchIndices.whole(group)));
        return turns.flatMap(List::stream).toList();
    }

    private static List<BatchIndices> turns(ChunkedSplit chunkedSplit, int[] group) {
        List<BatchIndices> indiceses = new ArrayList<>();
        int most = IntStream.of(group).map(chunkedSplit::count).max().orElse(0);
        for (int chunk = 0; chunk < most; chunk++) {
            int now = chunk;
            int[] left = IntStream.range(0, group.length)
                    .filter(i -> chunkedSplit.count(group[i]) > now)
                    .toArray();
            int[] examples = IntStream.of(left)
                    .map(i -> chunkedSplit.example(group[i], now))
                    .toArray();
            indiceses.add(new BatchIndices(examples, left, chunk == 0));
        }
        return indiceses;
    }
}
