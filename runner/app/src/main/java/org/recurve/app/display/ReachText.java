package org.recurve.app.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.compute.inspect.InputBox;
import org.recurve.compute.inspect.InputReach;

/** Sparse connectivity from below: which units of each layer one input reaches. */
public record ReachText(List<Integer> element, List<InputReach> layers) {
    /** A line for each layer. */
    public String text() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("input" + element + " reaches", "units", "of", "a box of"));
        for (InputReach layer : layers) {
            table.add(List.of(
                    layer.layer() + layer.box().map(ReachText::range).orElse(""),
                    String.valueOf(layer.units().cardinality()),
                    layer.output().toString(),
                    layer.box().map(box -> box.extents().toString()).orElse("")));
        }
        return TextTable.of(table);
    }

    private static String range(InputBox box) {
        return IntStream.range(0, box.first().size())
                .mapToObj(axis -> box.first().get(axis).equals(box.last().get(axis))
                        ? String.valueOf(box.first().get(axis))
                        : box.first().get(axis) + "–" + box.last().get(axis))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** For programs; {@code units} numbers a layer's outputs in row-major order. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("input", element);
        plain.put(
                "reaches",
                layers.stream()
                        .map(layer -> Map.of(
                                "layer", layer.layer(),
                                "output", layer.output().dims(),
                                "units", layer.units().stream().boxed().toList()))
                        .toList());
        return plain;
    }
}
