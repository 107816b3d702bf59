package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputFiles;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.data.SizedInput;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.division.Stratification;
import org.recurve.datasets.division.StratifiedByDefault;
import org.recurve.datasets.scaling.Scale;

/**
 * Arrays of one's own, as {@code numpy.save} and {@code numpy.savez} write them; along the first axis lie the examples. An array of an
 * archive is named as if that were a folder: {@code digits.npz/images}.
 *
 * <p>{@code input} is one example of the input array, in its shape; {@code target} one of the target array: a class index
 * from 0, or numbers in their shape. Elements are rounded to float. With {@code scale}, inputs are scaled by their
 * numbers in the training split: each channel of [channels, height, width], else each feature of the last axis; without it nothing is.
 *
 * <p>With {@code lengths}, examples are sequences of different lengths: {@code input} is [steps, features…] with room for
 * the longest, 0 past a sequence's end, and {@code length} its number of steps. The input array is padded, [sequences, steps,
 * …], or ragged, [steps of all sequences, …], one sequence after another; so is the target array if it has an answer for each
 * step, else it has one for each sequence.
 */
@Plugin(id = "npy", version = 3, summary = "NumPy arrays, along the first axis the examples")
public final class NpyDataset
        implements Dataset<NpyDataset.Config>, InputFiles, StratifiedByDefault<NpyDataset.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file of the inputs, below the folder that --data names") @Main
            String input,

            @Doc("the file of the targets") String target,

            @Doc(
                    "what the targets are: classes, numbered from 0, numbers, or labels [examples, labels] that hold, 1, or not, 0")
            @Default("classes")
            TargetKind answers,

            @Doc("the share of all examples kept for validation, or from 1 on their number") @Default("0.1") @Min(0)
            double validation,

            @Doc("the share of all examples kept for the test, or from 1 on their number") @Default("0.1") @Min(0)
            double test,

            @Doc("which example falls into which split; independent of a trial's seed") @Default("0")
            long seed,

            @Doc(
                    "the file of the sequences' lengths, where examples are sequences that differ in length; or of a mask of"
                            + " booleans, true at each step that a sequence has")
            Optional<String> lengths,

            @Doc(
                    "how inputs are scaled, by the training split alone, each channel of [channels, height, width] or else each"
                            + " feature of the last axis (of sequences, each number of a step): standard, to mean 0 and standard deviation 1; unit, from 0 to 1; none"
                            + " if left out")
            Optional<Scale> scale,

            @Doc(Stratification.DOC) Optional<Boolean> stratify,

            @Doc(Fold.DOC) Optional<Fold> fold,

            @Doc(
                    "where the channels of images lie, if not in front: last, [height, width, channels], or none, [height, width]; the"
                            + " model reads [channels, height, width]; examples are read as they are if left out")
            Optional<ChannelAxis> channels,

            @Doc(
                    "the value of targets, as of pixels, that belong to no class: they become -1, which cross-entropy leaves out with"
                            + " ignore: -1")
            Optional<Integer> none)
            implements StratifiedByDefault.Settings<Config> {
        public Config {
            scale = Scale.chosen(scale);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            if (none.isPresent() && answers != TargetKind.CLASSES) {
                throw new InvalidSetting("none is the value of what has no class, and answers are no classes; remove"
                        + " none, or answers");
            }
            if (channels.isPresent() && lengths.isPresent()) {
                throw new InvalidSetting("channels are of images, and lengths of sequences; remove one of them");
            }
        }

        /** Without lengths. */
        Config(String input, String target, TargetKind answers, double validation, double test, long seed) {
            this(
                    input,
                    target,
                    answers,
                    validation,
                    test,
                    seed,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** Returns the settings as digests have always had them. */
        private String digested(boolean stratified) {
            return "Config[input=" + input + ", target=" + target + ", answers=" + answers + ", validation="
                    + validation + ", test=" + test + ", seed=" + seed
                    + lengths.map(file -> ", lengths=" + file).orElse("")
                    + scale.map(how -> ", scale=" + how).orElse("")
                    + (stratified ? ", stratify" : "")
                    + fold.map(one -> ", " + one).orElse("")
                    + channels.map(axis -> ", channels=" + axis).orElse("")
                    + none.map(value -> ", none=" + value).orElse("") + "]";
        }

        private List<Config> folds() {
            return Fold.each(fold, this, one -> with(stratify, Optional.of(one)));
        }

        private Config with(Optional<Boolean> asked, Optional<Fold> one) {
            return new Config(
                    input, target, answers, validation, test, seed, lengths, scale, asked, one, channels, none);
        }

        /** Returns how examples are divided whose targets have this shape: those with a class for each step or pixel by chance. */
        private Stratification stratification(Shape target) {
            return new Stratification(stratify, stratification().usual() && target.size() == 1);
        }

        @Override
        public Stratification stratification() {
            return new Stratification(
                    stratify,
                    answers == TargetKind.CLASSES
                            && Stratification.isDivided(new SplitRule(validation, test, seed), fold));
        }

        @Override
        public Config stratify(Optional<Boolean> asked) {
            return with(asked, fold);
        }
    }

    @Override
    public int stratifiedSince() {
        return 3;
    }

    @Override
    public List<String> own(Config config) {
        List<String> files = new ArrayList<>(List.of(config.input(), config.target()));
        config.lengths().ifPresent(files::add);
        return files;
    }

    @Override
    public Data open(Config config, Files files) {
        return reading(config, files).apply(config);
    }

    @Override
    public Map<Config, Supplier<Data>> openings(Config config, Files files) {
        return Fold.openings(config.folds(), reading(config, files));
    }

    /** Reads the files, and returns what divides their examples by settings that differ in their fold alone. */
    private static Function<Config, Data> reading(Config config, Files files) {
        NpyArray inputs = NpyArray.read(files.own(config.input()));
        NpyArray targets = NpyArray.read(files.own(config.target()));
        Optional<SequenceArrays> sequences =
                config.lengths().map(files::own).map(NpyArray::read).map(SequenceArrays::of);
        MemoryExamples examples = sequences
                .map(all -> sequences(config, all, inputs, targets))
                .orElseGet(() -> examples(config, inputs, targets));
        List<NpyArray> read = Stream.concat(Stream.of(inputs, targets), sequences.map(SequenceArrays::file).stream())
                .toList();
        return fold -> divided(fold, examples, read);
    }

    private static Data divided(Config config, MemoryExamples examples, List<NpyArray> read) {
        Stratification stratification = config.stratification(examples.targets().shape());
        ExampleDigest digest = new ExampleDigest("npy 2").add(config.digested(stratification.holds()));
        read.forEach(array -> array.digest(digest));
        Division plain =
                new Division(new SplitRule(config.validation(), config.test(), config.seed())).fold(config.fold());
        Data data = examples.data("npy", examples.stratified(stratification, plain, "npy", digest), digest);
        return config.scale()
                .flatMap(scale -> scaling(scale, data, config.lengths().isPresent()))
                .map(scaling -> data.with(new InputForm.Numbers(Optional.of(scaling))))
                .orElse(data);
    }

    /** Channels come first in images; all else has its features last, and a sequence all numbers of a step. */
    private static Optional<Scaling> scaling(Scale scale, Data data, boolean sequences) {
        Shape shape = data.field(Field.INPUT).shape();
        if (sequences) {
            return scale.fit(data, Scaling.Axis.LAST, shape.size() / shape.dim(0));
        }
        return shape.rank() == 3
                ? scale.fit(data, Scaling.Axis.FIRST, shape.dim(0))
                : scale.fit(data, Scaling.Axis.LAST, shape.dim(-1));
    }

    private static MemoryExamples examples(Config config, NpyArray inputs, NpyArray targets) {
        if (inputs.examples() != targets.examples()) {
            throw new InvalidSetting(inputs.file() + " holds " + inputs.examples() + " examples, but " + targets.file()
                    + " " + targets.examples() + " targets; the first extents must agree");
        }
        Shape shape = config.channels()
                .map(axis -> axis.shape(inputs))
                .orElseGet(() -> inputs.example().rank() == 0 ? Shape.of(1) : inputs.example());
        ExampleReader reader =
                config.channels().map(axis -> axis.reader(inputs)).orElse(inputs);
        demandNumbers(config, targets, shape);
        MemoryExamples.Targets known = known(config, targets, LongStream.range(0, targets.elements()));
        return new MemoryExamples(
                inputs.examples(),
                shape,
                reader,
                config.answers() == TargetKind.CLASSES
                        ? known.of(ofPixels(known.shape(), shape), known.values())
                        : known);
    }

    /** Returns the shape of targets without an axis of one channel, where they are classes of an image's pixels. */
    private static Shape ofPixels(Shape target, Shape input) {
        if (input.rank() != 3 || target.rank() != 3) {
            return target;
        }
        Shape pixels = input.slice(1, 3);
        return target.equals(Shape.of(1).with(pixels)) || target.equals(pixels.with(Shape.of(1))) ? pixels : target;
    }

    private static MemoryExamples sequences(Config config, SequenceArrays all, NpyArray inputs, NpyArray targets) {
        SequenceArrays.Sequences read = all.inputs(inputs);
        int steps = read.shape().dim(0);
        demandNumbers(config, targets, read.shape());
        MemoryExamples.Targets known = known(config, targets, all.elements(targets, steps));
        return new MemoryExamples(
                all.lengths().length,
                read.shape(),
                read.rows(),
                all.targets(targets, known, steps),
                Optional.of(all.field()));
    }

    /** Refuses a vector with a single 1 for each example, where it is no class for each step. */
    private static void demandNumbers(Config config, NpyArray targets, Shape input) {
        Shape one = targets.example();
        if (config.answers() == TargetKind.CLASSES
                && one.rank() == 1
                && one.dim(0) > 1
                && input.dim(0) != one.dim(0)
                && targets.isOneHot()) {
            throw new InvalidSetting(
                    targets.file() + " has the shape " + targets.extentsText() + " with a single 1 for each example"
                            + " (one-hot), and a class is a number from 0 to " + (one.dim(0) - 1)
                            + "; save numpy.argmax(array, axis=1), or say answers: labels if several may hold");
        }
    }

    /** Returns targets: classes from 0 to the largest number that occurs at these elements, or labels as many as the last axis has. */
    private static MemoryExamples.Targets known(Config config, NpyArray array, LongStream elements) {
        Shape one = array.example();
        return switch (config.answers()) {
            case CLASSES -> {
                int most = config.none()
                        .map(none -> elements.filter(i -> array.at(i) != none))
                        .orElse(elements)
                        .mapToInt(i -> number(array, i))
                        .reduce(0, Math::max);
                yield new MemoryExamples.Targets(
                        one,
                        numbered(1 + most),
                        config.none()
                                .<ExampleReader>map(none -> (example, into, offset) -> {
                                    array.read(example, into, offset);
                                    for (int i = offset; i < offset + one.size(); i++) {
                                        into[i] = into[i] == none ? PixelMasks.NONE : into[i];
                                    }
                                })
                                .orElse(array));
            }
            case NUMBERS -> new MemoryExamples.Targets(one, List.of(), array);
            case LABELS -> {
                if (one.rank() == 0) {
                    throw new InvalidSetting(
                            array.file() + " holds one number for each example, and answers: labels needs"
                                    + " one for each label; give it the shape [examples, labels]");
                }
                elements.forEach(i -> demandHolds(array, i));
                yield new MemoryExamples.Targets(one, List.of(), numbered(one.dim(-1)), array);
            }
        };
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static void demandHolds(NpyArray array, long element) {
        float value = array.at(element);
        if (value != 0 && value != 1) {
            throw new InvalidSetting(array.file() + " holds " + value
                    + ", which does not say whether a label holds; write 1 or 0, or say answers: numbers");
        }
    }

    @Override
    public List<String> endings() {
        return List.of(".npy", ".npz");
    }

    /** An array is one input, or has inputs along its first axis; sequences may have fewer steps than the longest. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        NpyArray array = NpyArray.read(file);
        Shape shape = input.shape();
        Shape whole = Shape.of(array.extents());
        boolean one = whole.equals(shape) || isBegun(whole, shape);
        boolean scalars = array.example().rank() == 0 && shape.equals(Shape.of(1));
        if (!one && !scalars && !array.example().equals(shape) && !isBegun(array.example(), shape)) {
            throw array.misfit(shape);
        }
        return array.inputs(
                one ? 1 : array.examples(), one ? whole.size() : array.example().size(), form);
    }

    private static boolean isBegun(Shape steps, Shape sequence) {
        boolean alike = sequence.rank() == 2 && steps.rank() == 2 && steps.dim(1) == sequence.dim(1);
        return alike && steps.dim(0) < sequence.dim(0);
    }

    /** Images may have other sizes than the model learnt from, and their channels behind, or none. */
    @Override
    public Optional<List<SizedInput>> readSized(Path file, Field input, Optional<InputForm> form) {
        Shape shape = input.shape();
        NpyArray array = NpyArray.read(file);
        boolean own = Arrays.equals(array.extents(), shape.toArray())
                || array.example().equals(shape)
                || shape.rank() != 3;
        if (own) {
            return Optional.empty();
        }
        int[] extents = array.extents();
        int channels = shape.dim(0);
        boolean several =
                extents.length == 4 || extents.length == 3 && channels == 1 && extents[0] > 1 && extents[2] > 1;
        Shape image = several ? array.example() : Shape.of(extents);
        boolean front = image.rank() == 3 && image.dim(0) == channels;
        Optional<ChannelAxis> axis = front ? Optional.empty() : ChannelAxis.of(image, channels);
        if (!front && axis.isEmpty()) {
            throw array.misfit(shape);
        }
        return Optional.of(array.inputs(several ? extents[0] : 1, image.size(), form).stream()
                .map(values -> axis.map(at -> new SizedInput(at.turned(image), at.turned(values, channels)))
                        .orElseGet(() -> new SizedInput(image, values)))
                .toList());
    }

    private static int number(NpyArray array, long element) {
        float value = array.at(element);
        if (value < 0 || value != (int) value || value > Short.MAX_VALUE) {
            throw new InvalidSetting(array.file() + " holds " + value
                    + ", which is not a class; classes are whole numbers from 0, or say answers: numbers"
                    + (value == (int) value ? ", or with none: " + (int) value + " that it stands for no class" : ""));
        }
        return (int) value;
    }
}
