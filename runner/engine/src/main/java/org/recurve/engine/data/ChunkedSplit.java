package org.recurve.engine.data;

import java.util.Arrays;
import java.util.Map;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/** A split whose sequences are cut: each chunk is an example, those of a sequence in order, sequence after sequence. */
final class ChunkedSplit implements Examples {
    private final Examples whole;
    private final Map<String, Shape> cut;
    private final int steps;
    private final int[] lengths;
    private final int[] first;

    /**
     * Cuts the sequences of {@code whole}.
     *
     * @param cut the fields with something for each step, and their shapes before the cut
     * @param steps of a chunk
     * @param lengths true steps of each sequence
     */
    ChunkedSplit(Examples whole, Map<String, Shape> cut, int steps, int[] lengths) {
        this.whole = whole;
        this.cut = cut;
        this.steps = steps;
        this.lengths = lengths;
        this.first = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            first[i + 1] = first[i] + Math.ceilDiv(lengths[i], steps);
        }
    }

    int sequences() {
        return lengths.length;
    }

    /** Returns which part of its sequence the chunk is: its true steps among all of the sequence's. */
    double share(int example) {
        int sequence = sequence(example);
        int from = (example - first[sequence]) * steps;
        return (double) Math.min(steps, lengths[sequence] - from) / lengths[sequence];
    }

    /** Returns how many chunks the sequence has. */
    int count(int sequence) {
        return first[sequence + 1] - first[sequence];
    }

    /** Returns the example that is chunk {@code chunk} of the sequence. */
    int example(int sequence, int chunk) {
        return first[sequence] + chunk;
    }

    private int sequence(int example) {
        int found = Arrays.binarySearch(first, example);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public int size() {
        return first[lengths.length];
    }

    @Override
    public void read(int index, String field, float[] into, int offset) {
        int sequence = sequence(index);
        int from = (index - first[sequence]) * steps;
        Shape shape = cut.get(field);
        if (shape != null) {
            float[] all = new float[shape.size()];
            whole.read(sequence, field, all, 0);
            int row = shape.size() / shape.dim(0);
            int present = Math.min(steps, shape.dim(0) - from) * row;
            System.arraycopy(all, from * row, into, offset, present);
            Arrays.fill(into, offset + present, offset + steps * row, 0);
        } else if (field.equals(Field.LENGTH)) {
            into[offset] = Math.min(steps, lengths[sequence] - from);
        } else {
            whole.read(sequence, field, into, offset);
        }
    }

    /** Returns the number of the sequence. */
    @Override
    public long id(int index) {
        return whole.id(sequence(index));
    }
}
