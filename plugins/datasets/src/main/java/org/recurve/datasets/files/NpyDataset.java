package org.recurve.datasets.files;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;

/**
 * Arrays of one's own, as {@code numpy.save} writes them; along the first axis lie the examples.
 *
 * <p>{@code input} is one example of the input array, in its shape; {@code target} one of the target array: a class index
 * from 0, or numbers in their shape. Elements are rounded to float; nothing is scaled.
 */
@Plugin(id = "npy", version = 2, summary = "NumPy arrays, along the first axis the examples")
public final class NpyDataset implements Dataset<NpyDataset.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file of the inputs, below the folder that --data names") @Main
            String input,

            @Doc("the file of the targets") String target,

            @Doc("what the targets are: classes, numbered from 0, or numbers") @Default("classes")
            TargetKind answers,

            @Doc("the share of all examples kept for validation") @Default("0.1") @Min(0) @Below(1)
            double validation,

            @Doc("the share of all examples kept for the test") @Default("0.1") @Min(0) @Below(1)
            double test,

            @Doc("which example falls into which split; independent of a trial's seed") @Default("0")
            long seed) {
        public Config {
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
        }

        SplitRule division() {
            return new SplitRule(validation, test, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.input(), config.target());
    }

    @Override
    public Data open(Config config, Files files) {
        NpyArray inputs = NpyArray.read(files.own(config.input()));
        NpyArray targets = NpyArray.read(files.own(config.target()));
        if (inputs.examples() != targets.examples()) {
            throw new InvalidSetting(inputs.file() + " holds " + inputs.examples() + " examples, but " + targets.file()
                    + " " + targets.examples() + " targets; the first extents must agree");
        }
        Shape shape = inputs.example().rank() == 0 ? Shape.of(1) : inputs.example();
        ExampleDigest digest = new ExampleDigest("npy 2").add(config.toString());
        for (NpyArray array : List.of(inputs, targets)) {
            digest.add(array.shape().toString());
            float[] example = new float[array.example().size()];
            for (int i = 0; i < array.examples(); i++) {
                array.read(i, example, 0);
                digest.add(example);
            }
        }
        return new MemoryExamples(inputs.examples(), shape, inputs, targets(config.answers(), targets))
                .data("npy", config.division(), digest);
    }

    private static MemoryExamples.Targets targets(TargetKind kind, NpyArray array) {
        return switch (kind) {
            case CLASSES -> new MemoryExamples.Targets(array.example(), classes(array), array);
            case NUMBERS -> new MemoryExamples.Targets(array.example(), List.of(), array);
        };
    }

    /** From 0 to the largest number that occurs. */
    private static List<String> classes(NpyArray array) {
        int largest = 0;
        for (int i = 0; i < array.shape().size(); i++) {
            float value = array.at(i);
            if (value < 0 || value != (int) value || value > Short.MAX_VALUE) {
                throw new InvalidSetting(array.file() + " holds " + value
                        + ", which is not a class; classes are whole numbers from 0, or say answers: numbers");
            }
            largest = Math.max(largest, (int) value);
        }
        return IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList();
    }
}
