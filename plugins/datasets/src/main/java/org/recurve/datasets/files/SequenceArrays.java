package org.recurve.datasets.files;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Sequences of different lengths in arrays: padded, [sequences, steps, …], or ragged, [steps of all sequences, …], one
 * sequence after another. Which of the two an array is, its first extent says.
 *
 * @param file of the lengths
 * @param lengths how many steps each sequence has
 */
record SequenceArrays(NpyArray file, int[] lengths) {
    /** Reads lengths: whole numbers from 1, one for each sequence; or a mask, true at each step that a sequence has. */
    static SequenceArrays of(NpyArray file) {
        if (file.example().rank() == 1 && file.type() == NpyArray.Type.B1) {
            return new SequenceArrays(
                    file,
                    IntStream.range(0, file.examples())
                            .map(i -> masked(file, i))
                            .toArray());
        }
        if (file.example().rank() > 0) {
            throw new InvalidSetting(file.file() + " holds lengths, one for each sequence, and so needs the shape ["
                    + "sequences], or as a mask of booleans [sequences×steps], not [" + file.extentsText() + "]");
        }
        int[] lengths = new int[file.examples()];
        for (int i = 0; i < lengths.length; i++) {
            float length = file.at(i);
            if (length < 1 || length != (int) length) {
                throw new InvalidSetting(file.file() + " gives sequence " + i + " (counted from 0) the length " + length
                        + "; a length is a whole number from 1: correct it, or leave the sequence out of all files");
            }
            lengths[i] = (int) length;
        }
        return new SequenceArrays(file, lengths);
    }

    /** Counts the steps of a sequence, behind which no other may come. */
    private static int masked(NpyArray mask, int sequence) {
        int room = mask.example().dim(0);
        int length = 0;
        for (int step = 0; step < room; step++) {
            boolean there = mask.at((long) sequence * room + step) != 0;
            if (there && length < step || step == 0 && !there) {
                throw new InvalidSetting(mask.file() + " leaves out step " + length + " of sequence " + sequence
                        + " (counted from 0)" + (step == 0 ? "" : ", but not step " + step)
                        + "; a mask is true from a sequence's first step to its last: save it so, or leave the"
                        + " sequence out of all files");
            }
            length += there ? 1 : 0;
        }
        return length;
    }

    private int steps() {
        return Arrays.stream(lengths).reduce(0, Math::addExact);
    }

    /** The sequences of an array, and the shape of one: its room for steps comes first. */
    record Sequences(Shape shape, StepRows rows) {}

    /** Returns the inputs; an array that is neither padded nor ragged ends in {@link InvalidSetting}. */
    Sequences inputs(NpyArray array) {
        return padded(array)
                .or(() -> ragged(array))
                .map(all -> all.shape().rank() > 1
                        ? all
                        : new Sequences(all.shape().with(Shape.of(1)), all.rows())) // a step is a list of features
                .orElseThrow(() -> misfit(array));
    }

    /** Returns the targets: those of a ragged array step by step, else one of any shape for each sequence. */
    MemoryExamples.Targets targets(NpyArray array, MemoryExamples.Targets known, int steps) {
        if (array.examples() == lengths.length) {
            Optional<Sequences> stepwise =
                    array.example().rank() > 0 && array.example().dim(0) == steps ? padded(array) : Optional.empty();
            return known.of(
                    array.example(),
                    stepwise.<ExampleReader>map(Sequences::rows).orElse(array));
        }
        Sequences ragged = ragged(array).orElseThrow(() -> misfit(array));
        Shape one = ragged.shape().slice(1, ragged.shape().rank());
        return known.of(Shape.of(steps).with(one), ragged.rows());
    }

    /** Returns the elements that lie within sequences, for those who look at each: all of them, unless it is padded. */
    LongStream elements(NpyArray array, int steps) {
        LongStream all = LongStream.range(0, array.elements());
        boolean stepwise = array.examples() == lengths.length
                && array.example().rank() > 0
                && array.example().dim(0) == steps;
        int width = array.example().size() / Math.max(1, steps);
        return stepwise ? all.filter(i -> i / width % steps < lengths[(int) (i / ((long) width * steps))]) : all;
    }

    private Optional<Sequences> padded(NpyArray array) {
        if (array.examples() != lengths.length || array.example().rank() < 1) {
            return Optional.empty();
        }
        int room = array.example().dim(0);
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > room) {
                throw new InvalidSetting(file.file() + " gives sequence " + i + " (counted from 0) the length "
                        + lengths[i] + ", but " + array.file() + " has room for " + room
                        + " steps; correct the length, or save the array with more steps");
            }
        }
        int[] starts = IntStream.range(0, lengths.length).map(i -> i * room).toArray();
        return Optional.of(sequences(
                array, Shape.of(room), array.example().slice(1, array.example().rank()), starts));
    }

    private Optional<Sequences> ragged(NpyArray array) {
        return array.examples() == steps()
                ? Optional.of(sequences(
                        array, Shape.of(StepRows.longest(lengths)), array.example(), StepRows.startsOf(lengths)))
                : Optional.empty();
    }

    private Sequences sequences(NpyArray array, Shape room, Shape step, int[] starts) {
        int width = step.size();
        ExampleReader rows = (row, into, offset) -> array.read(row, width, into, offset);
        return new Sequences(room.with(step), new StepRows(rows, starts, lengths, width, room.dim(0)));
    }

    private InvalidSetting misfit(NpyArray array) {
        return new InvalidSetting(
                array.file() + " has the shape [" + array.extentsText() + "], but " + file.file() + " counts "
                        + lengths.length + " sequences of " + steps() + " steps in all; its first extent must be "
                        + lengths.length + ", each sequence padded to the same number of steps, or " + steps()
                        + ", the steps of one sequence after another");
    }

    /** Returns the lengths as a field of the examples. */
    ExampleReader field() {
        return (example, into, offset) -> into[offset] = lengths[example];
    }
}
