package org.recurve.api.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data set, opened.
 *
 * @param fields what every example holds
 * @param splits {@code train}, and where there are such {@code validation} and {@code test}; with numbers that are not scaled
 * @param digest SHA-256 ({@code sha256:…}) over all that decides the examples: files' contents, or a generator's name and seed
 * @param form what a trained model may be asked about beside the examples; empty if that is numbers alone. Its {@link
 *     InputForm#scaling} is applied to the inputs of all splits before a model reads them
 * @param remarks what {@code check} tells people of how it was read and divided
 */
public record Data(
        List<Field> fields, Map<String, Examples> splits, String digest, Optional<InputForm> form, Remarks remarks) {
    public static final String TRAIN = "train";
    public static final String VALIDATION = "validation";
    public static final String TEST = "test";

    /** Names the splits that a data set may have, in the order in which they are used. */
    public static final List<String> SPLITS = List.of(TRAIN, VALIDATION, TEST);

    /**
     * Tells people of a data set, in whole lines.
     *
     * @param notes what is as it should be, such as how examples were divided
     * @param warnings what makes a measure of it worth little
     */
    public record Remarks(List<String> notes, List<String> warnings) {
        /** Says nothing. */
        public static final Remarks NONE = new Remarks(List.of(), List.of());

        public Remarks {
            notes = List.copyOf(notes);
            warnings = List.copyOf(warnings);
        }

        /** Returns what these tell, and then others. */
        public Remarks with(Remarks others) {
            return new Remarks(
                    Stream.concat(notes.stream(), others.notes.stream()).toList(),
                    Stream.concat(warnings.stream(), others.warnings.stream()).toList());
        }
    }

    /** Returns data of which nothing need be said. */
    public Data(List<Field> fields, Map<String, Examples> splits, String digest, Optional<InputForm> form) {
        this(fields, splits, digest, form, Remarks.NONE);
    }

    /** Returns data whose inputs are numbers. */
    public Data(List<Field> fields, Map<String, Examples> splits, String digest) {
        this(fields, splits, digest, Optional.empty());
    }

    public Data {
        fields = List.copyOf(fields);
        splits = Map.copyOf(splits);
        Objects.requireNonNull(digest, "a data set needs a digest");
    }

    /** Returns the same examples, of which a trained model is asked in this form. */
    public Data with(InputForm asked) {
        return new Data(fields, splits, digest, Optional.of(asked), remarks);
    }

    public Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("examples hold no \"" + name + "\", only "
                        + fields.stream().map(Field::name).toList()));
    }

    /**
     * Returns the examples of a split.
     *
     * @throws IllegalArgumentException if there is no such split; the message lists those that exist
     */
    public Examples split(String name) {
        Examples examples = splits.get(name);
        if (examples == null) {
            throw new IllegalArgumentException("no split \"" + name + "\", only "
                    + splits.keySet().stream().sorted().toList());
        }
        return examples;
    }
}
