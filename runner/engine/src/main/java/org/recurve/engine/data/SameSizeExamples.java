package org.recurve.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/**
 * Says which examples of a split are of one size, so that they can be read together.
 *
 * @param sizes of each example; none if all have the size that the data set says
 */
public record SameSizeExamples(List<Map<String, Shape>> sizes) {
    /** Returns those of a data set's split. */
    public static SameSizeExamples of(Data data, String split) {
        Examples examples = data.split(split);
        boolean differ = examples.size() > 0 && !size(data, examples, 0).isEmpty();
        return new SameSizeExamples(IntStream.range(0, differ ? examples.size() : 0)
                .mapToObj(example -> size(data, examples, example))
                .toList());
    }

    /** Returns all sizes that a data set's examples have, the splits in the order of their names; none if they do not differ. */
    public static Set<Map<String, Shape>> sizes(Data data) {
        Set<Map<String, Shape>> sizes = new LinkedHashSet<>();
        data.splits().keySet().stream()
                .sorted()
                .forEach(split -> sizes.addAll(of(data, split).sizes()));
        return sizes;
    }

    /** Returns the shapes of an example's fields, where examples differ in size; else nothing. */
    static Map<String, Shape> size(Data data, Examples examples, int index) {
        Map<String, Shape> size = new LinkedHashMap<>();
        for (Field field : data.fields()) {
            examples.shape(index, field.name()).ifPresent(shape -> size.put(field.name(), shape));
        }
        return size;
    }

    /** Returns the examples in this order, {@code most} together, each group of one size; groups that are not full come last. */
    List<int[]> groups(int[] order, int most) {
        List<int[]> full = new ArrayList<>();
        Map<Map<String, Shape>, List<Integer>> open = new LinkedHashMap<>();
        for (int example : order) {
            Map<String, Shape> size = sizes.isEmpty() ? Map.of() : sizes.get(example);
            List<Integer> group = open.computeIfAbsent(size, _ -> new ArrayList<>(most));
            group.add(example);
            if (group.size() == most) {
                full.add(array(group));
                open.remove(size);
            }
        }
        open.values().forEach(group -> full.add(array(group)));
        return full;
    }

    private static int[] array(List<Integer> group) {
        return group.stream().mapToInt(Integer::intValue).toArray();
    }
}
