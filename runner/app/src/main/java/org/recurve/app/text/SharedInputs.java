package org.recurve.app.text;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.app.display.CountText;

/** Finds examples whose input is that of an example in another split, by content. Takes eight bytes of memory for each example. */
final class SharedInputs {
    /** Beyond so many numbers, duplicates are not looked for. */
    private static final long LOOKED_AT = 100_000_000;

    /** The part of the heap that may be taken. */
    private static final long HEAP_PART = 8;

    private final Data data;
    private final List<String> splits;

    /** The contents of each split that was read, sorted. */
    private final List<long[]> contents = new ArrayList<>();

    private final float[] input;
    private final ByteBuffer bytes;
    private final MessageDigest sha = sha256();

    private SharedInputs(Data data, List<String> splits) {
        this.data = data;
        this.splits = splits;
        input = new float[data.field(Field.INPUT).shape().size()];
        bytes = ByteBuffer.allocate(Integer.BYTES * (input.length + 1));
    }

    /** Returns a line for each split that has such examples; none where examples are too many to be looked at. */
    static List<String> warnings(Data data) {
        List<String> splits =
                Data.SPLITS.stream().filter(data.splits()::containsKey).toList();
        long examples =
                splits.stream().mapToLong(split -> data.split(split).size()).sum();
        if (examples * data.field(Field.INPUT).shape().size() > LOOKED_AT
                || examples * Long.BYTES > Runtime.getRuntime().maxMemory() / HEAP_PART) {
            return List.of();
        }
        SharedInputs shared = new SharedInputs(data, splits);
        return splits.stream().flatMap(split -> shared.warning(split).stream()).toList();
    }

    private Optional<String> warning(String split) {
        Examples examples = data.split(split);
        long[] own = new long[examples.size()];
        int twice = 0;
        int first = -1;
        for (int i = 0; i < own.length; i++) {
            own[i] = content(examples, i);
            if (earlier(own[i]) >= 0) {
                first = twice == 0 ? i : first;
                twice++;
            }
        }
        Optional<String> warning =
                twice == 0 ? Optional.empty() : Optional.of(warning(split, twice, first, own[first]));
        Arrays.sort(own);
        contents.add(own);
        return warning;
    }

    private String warning(String split, int twice, int first, long content) {
        String other = splits.get(earlier(content));
        return CountText.of(twice, "example") + " of the " + split + " split " + (twice == 1 ? "has" : "have")
                + " the same input as one of another split (the first is number " + first + ", which is number "
                + place(data.split(other), content) + " of " + other
                + ", counted from 0), so its results look better than they are; remove duplicates, or keep them in one"
                + " split";
    }

    /** Returns the first split read before that has the content; −1 if none has it. */
    private int earlier(long content) {
        for (int split = 0; split < contents.size(); split++) {
            if (Arrays.binarySearch(contents.get(split), content) >= 0) {
                return split;
            }
        }
        return -1;
    }

    private int place(Examples examples, long content) {
        int place = 0;
        while (content(examples, place) != content) {
            place++;
        }
        return place;
    }

    /** Returns a part of the SHA-256 of an input: long enough that among a hundred million no two are likely to agree by chance. */
    private long content(Examples examples, int example) {
        examples.read(example, Field.INPUT, input, 0);
        Optional<Shape> own = examples.shape(example, Field.INPUT);
        int size = own.map(Shape::size).orElse(input.length);
        bytes.clear();
        bytes.putInt(own.hashCode());
        bytes.asFloatBuffer().put(input, 0, size);
        bytes.limit(Integer.BYTES * (size + 1)).rewind();
        sha.update(bytes);
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
