package org.recurve.app.display;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.compute.inspect.InputBox;
import org.recurve.compute.inspect.UnitReceptiveField;

/**
 * A unit's receptive field on a terminal: of each channel of the input which elements it sees. Channels that look alike are
 * drawn once; of a large input a mark stands for several elements.
 */
public record FieldDrawing(UnitReceptiveField field) {
    private static final int LINES = 48;
    private static final int COLUMNS = 96;
    private static final String ALL = "█";
    private static final String SOME = "▒";
    private static final String NONE = "·";

    /** In words, then drawn. */
    public String text() {
        return field.box()
                .map(box -> caption(box) + "\n" + drawings())
                .orElseGet(() -> unit() + " sees nothing of the input");
    }

    private String unit() {
        String channels = field.unit().size() < field.output().rank() ? "·," : "";
        return field.layer()
                + field.unit().stream().map(String::valueOf).collect(Collectors.joining(",", "[" + channels, "]"))
                + " of " + field.output();
    }

    private String caption(InputBox box) {
        String place = IntStream.range(0, box.first().size())
                .mapToObj(axis -> range(box.first().get(axis), box.last().get(axis)))
                .collect(Collectors.joining(",", "[", "]"));
        return unit() + " sees " + field.elements().cardinality() + " of the "
                + field.input().size() + " inputs: input" + place + " of " + field.input() + ", a box of "
                + box.extents();
    }

    private String drawings() {
        Shape input = field.input();
        int width = input.dim(-1);
        int height = input.rank() > 1 ? input.dim(-2) : 1;
        Map<BitSet, List<Integer>> alike = new LinkedHashMap<>();
        for (int channel = 0; channel < input.size() / (width * height); channel++) {
            BitSet own = field.elements().get(channel * width * height, (channel + 1) * width * height);
            alike.computeIfAbsent(own, _ -> new ArrayList<>()).add(channel);
        }
        int down = Math.ceilDiv(height, LINES);
        int across = Math.ceilDiv(width, COLUMNS);
        List<String> parts = new ArrayList<>();
        alike.forEach((seen, channels) -> {
            String head = input.rank() > 2 ? "\ninput" + ranges(channels) + "\n" : "\n";
            parts.add(head + drawing(seen, height, width, down, across));
        });
        if (down * across > 1) {
            parts.add("\none mark stands for " + down + "×" + across + " inputs: " + ALL + " it sees all, " + SOME
                    + " some, " + NONE + " none");
        }
        return String.join("\n", parts);
    }

    private static String drawing(BitSet seen, int height, int width, int down, int across) {
        int wide = width <= COLUMNS / 2 ? 2 : 1; // letters are twice as high as wide
        StringBuilder text = new StringBuilder();
        for (int top = 0; top < height; top += down) {
            text.append(top > 0 ? "\n" : "").append("  ");
            for (int left = 0; left < width; left += across) {
                int bottom = Math.min(top + down, height);
                int right = Math.min(left + across, width);
                int in = 0;
                for (int row = top; row < bottom; row++) {
                    in += seen.get(row * width + left, row * width + right).cardinality();
                }
                text.append((in == 0 ? NONE : in == (bottom - top) * (right - left) ? ALL : SOME).repeat(wide));
            }
        }
        return text.toString();
    }

    private static String range(int first, int last) {
        return first == last ? String.valueOf(first) : first + "–" + last;
    }

    /** {@code [0–2,5]} */
    private static String ranges(List<Integer> ascending) {
        List<String> ranges = new ArrayList<>();
        int first = ascending.getFirst();
        for (int i = 0; i < ascending.size(); i++) {
            int at = ascending.get(i);
            boolean ends = i + 1 == ascending.size() || ascending.get(i + 1) != at + 1;
            if (ends) {
                ranges.add(range(first, at));
                first = i + 1 < ascending.size() ? ascending.get(i + 1) : first;
            }
        }
        return ranges.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /** For programs; {@code seen} numbers the elements of the input in row-major order. */
    public Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("layer", field.layer());
        plain.put("unit", field.unit());
        plain.put("output", field.output().dims());
        plain.put("input", field.input().dims());
        plain.put("first", field.box().map(InputBox::first).orElse(List.of()));
        plain.put("last", field.box().map(InputBox::last).orElse(List.of()));
        plain.put("seen", field.elements().stream().boxed().toList());
        return plain;
    }
}
