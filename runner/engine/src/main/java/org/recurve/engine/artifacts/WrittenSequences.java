package org.recurve.engine.artifacts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;

/**
 * The sequences that a model writes for the first examples of a split, symbol by symbol up to the end symbol: input, what is wanted, and each
 * sequence that a layer records.
 */
public final class WrittenSequences {
    private static final int SHOWN = 12;

    private final Data data;
    private final Examples examples;
    private final String split;
    private final List<String> classes;

    private WrittenSequences(Data data, String split) {
        this.data = data;
        this.examples = data.split(split);
        this.split = split;
        this.classes = data.field(Field.TARGET).classes();
    }

    /** Empty unless targets are sequences of symbols that end, and the split is there. */
    public static Optional<WrittenSequences> of(Data data, String split) {
        Field target = data.field(Field.TARGET);
        return target.shape().rank() == 1
                        && target.classes().contains(Field.END)
                        && data.splits().containsKey(split)
                ? Optional.of(new WrittenSequences(data, split))
                : Optional.empty();
    }

    /**
     * Returns which examples are shown.
     *
     * @param most that a batch holds
     */
    public int[] examples(int most) {
        return IntStream.range(0, Math.min(Math.min(most, SHOWN), examples.size()))
                .toArray();
    }

    /**
     * By the name of the recording; nothing if no layer records a sequence of symbols.
     *
     * @param recorded by name, one of the shown examples after another
     * @param shown how many these are
     */
    public Map<String, Artifact> artifacts(Map<String, float[]> recorded, int shown) {
        Map<String, float[]> written = new TreeMap<>(recorded);
        written.values().removeIf(values -> !areSymbols(values));
        if (written.isEmpty()) {
            return Map.of();
        }
        StringBuilder text = new StringBuilder();
        for (int example = 0; example < shown; example++) {
            if (!data.field(Field.INPUT).classes().isEmpty()) {
                line(text, "input", symbols(example, Field.INPUT, Field.LENGTH, data.field(Field.INPUT)));
            }
            line(text, "wanted", symbols(example, Field.TARGET, Field.TARGET_LENGTH, data.field(Field.TARGET)));
            for (Map.Entry<String, float[]> each : written.entrySet()) {
                int size = each.getValue().length / shown;
                float[] own = Arrays.copyOfRange(each.getValue(), example * size, (example + 1) * size);
                line(text, each.getKey().substring(each.getKey().lastIndexOf('.') + 1), said(own, size, classes));
            }
            text.append('\n');
        }
        return Map.of("written", new Artifact.Text("What the model writes, " + split + " split", text.toString()));
    }

    /** Returns whether all are numbers of symbols. */
    public boolean areSymbols(float[] values) {
        for (float value : values) {
            if (value != (int) value || value < 0 || value >= classes.size()) {
                return false;
            }
        }
        return values.length > 0;
    }

    private String symbols(int example, String field, String length, Field described) {
        float[] values = new float[described.shape().size()];
        examples.read(example, field, values, 0);
        float[] count = {values.length};
        if (data.fields().stream().anyMatch(f -> f.name().equals(length))) {
            examples.read(example, length, count, 0);
        }
        return said(values, (int) count[0], described.classes());
    }

    /** Returns the names up to the end, without blanks between them where all are single characters. */
    private static String said(float[] symbols, int count, List<String> names) {
        boolean characters = names.stream()
                .allMatch(name ->
                        name.startsWith("<") && name.endsWith(">") || name.codePointCount(0, name.length()) == 1);
        List<String> said = IntStream.range(0, count)
                .mapToObj(i -> names.get((int) symbols[i]))
                .takeWhile(name -> !name.equals(Field.END))
                .toList();
        return String.join(characters ? "" : " ", said);
    }

    private static void line(StringBuilder text, String what, String said) {
        text.append(what)
                .append(" ".repeat(Math.max(1, 8 - what.length())))
                .append(said)
                .append('\n');
    }
}
