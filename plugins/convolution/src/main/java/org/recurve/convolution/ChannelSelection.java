package org.recurve.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.model.Value;

/**
 * Some elements along a value's first axis, in an order of their own; one may stand there more than once.
 *
 * @param elements which of them, counted from 0
 */
record ChannelSelection(List<Integer> elements) {
    ChannelSelection {
        elements = List.copyOf(elements);
    }

    int size() {
        return elements.size();
    }

    /** Returns the elements of {@code value} that this names; the value itself where that is all of them in order. */
    Value of(Value value) {
        if (elements.equals(IntStream.range(0, value.shape().dim(0)).boxed().toList())) {
            return value;
        }
        List<Value> runs = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= elements.size(); to++) {
            if (to == elements.size() || elements.get(to) != elements.get(to - 1) + 1) {
                runs.add(value.slice(0, elements.get(from), elements.get(to - 1) + 1));
                from = to;
            }
        }
        return runs.getFirst().concat(0, runs.subList(1, runs.size()).toArray(Value[]::new));
    }

    /** For a permutation: the selection that undoes it. */
    ChannelSelection inverse() {
        return new ChannelSelection(
                IntStream.range(0, size()).map(elements::indexOf).boxed().toList());
    }
}
