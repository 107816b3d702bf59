package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputFiles;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.scaling.Scale;

/**
 * Images of one's own: a folder for each class, with PNG or JPEG files.
 *
 * <p>Images are turned as their EXIF orientation says. JPEGs in printing inks (CMYK, YCCK) are read in red, green and blue,
 * their colour profile left aside. A file that was cut off is refused.
 *
 * <p>{@code input} is [channels, height, width], each sample divided by 255 and, with {@code scale}, each channel scaled by the training
 * split; {@code target} the class, in the order of the
 * folders' names. Where images differ in height or width, those of one size are trained together, and the model must have no
 * layer whose parameters depend on the size. The digest is over the decoded samples: a file saved anew with the same pixels is the same data.
 */
@Plugin(id = "images", version = 2, summary = "a folder of PNG or JPEG files for each class, turned as EXIF says")
public final class ImageDataset implements Dataset<ImageDataset.Config>, InputFiles {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    /** Says which channels are read. */
    public enum Colour {
        /** Those that the files have, which must be the same in all. */
        AS_FOUND,
        /** A single channel: colours are weighed as eyes do. */
        GREY
    }

    /** The settings. */
    public record Config(
            @Doc("the folder that holds a folder for each class, below the one that --data names") @Main
            String folder,

            @Doc("which channels are read: those of the files, or grey") @Default("as-found")
            Colour colour,

            @Doc("the share of all examples kept for validation, or from 1 on their number") @Default("0.1") @Min(0)
            double validation,

            @Doc("the share of all examples kept for the test, or from 1 on their number") @Default("0.1") @Min(0)
            double test,

            @Doc("which example falls into which split; independent of a trial's seed") @Default("0")
            long seed,

            @Doc(
                    "how each channel is scaled once its samples are divided by 255, by the training split alone: standard, to"
                            + " mean 0 and standard deviation 1; unit, from 0 to 1; none if left out")
            Optional<Scale> scale,

            @Doc("whether each split gets its share of every class, as near as whole examples allow; no if left out")
            Optional<Boolean> stratify) {
        public Config {
            scale = Scale.chosen(scale);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
        }

        /** With samples divided alone. */
        Config(String folder, Colour colour, double validation, double test, long seed) {
            this(folder, colour, validation, test, seed, Optional.empty(), Optional.empty());
        }

        SplitRule division() {
            return new SplitRule(validation, test, seed);
        }
    }

    @Override
    public List<String> own(Config config) {
        return List.of(config.folder());
    }

    @Override
    public Data open(Config config, Files files) {
        ClassFolders folders = ClassFolders.in(files.own(config.folder()), ENDINGS);
        List<String> classes = folders.classes();
        Path first = folders.files().firstEntry().getValue().getFirst();
        Shape shape = read(first, config.colour()).shape();
        ExampleDigest digest =
                new ExampleDigest("images 2").add(config.division().toString()).add(shape.toString());
        List<LabelledAlbum.Item> items = new ArrayList<>();
        folders.files()
                .forEach((name, paths) -> paths.forEach(path -> {
                    DecodedImage image = read(path, config.colour());
                    demandSameChannels(image, path, shape, first);
                    items.add(new LabelledAlbum.Item(image, classes.indexOf(name)));
                    digest.add(name).add(image.samples());
                    if (!image.shape().equals(shape)) {
                        digest.add(image.shape().toString());
                    }
                }));
        config.scale().ifPresent(scale -> digest.add("scale " + scale));
        boolean stratified = config.stratify().orElse(false);
        if (stratified) {
            digest.add("stratify");
        }
        LabelledAlbum album = new LabelledAlbum(items);
        Division rule = new Division(config.division());
        Data data = new Data(
                List.of(new Field(Field.INPUT, album.largest()), new Field(Field.TARGET, Shape.SCALAR, classes)),
                (stratified
                                ? rule.byClass(items.stream()
                                        .mapToInt(LabelledAlbum.Item::target)
                                        .toArray())
                                : rule)
                        .of("images", items.size(), album),
                digest.hex());
        Optional<Scaling> scaling = config.scale().flatMap(scale -> scale.fit(data, Scaling.Axis.FIRST, shape.dim(0)));
        return new Data(data.fields(), data.splits(), data.digest(), Optional.of(new InputForm.Pixels(255, scaling)));
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    /** An image has the size that the model reads; where that is one channel, colours are weighed as eyes do. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        if (!(form.orElse(null) instanceof InputForm.Pixels pixels)) {
            throw new InvalidSetting(
                    file + " is an image, but this model reads no images; its input is " + input.shape() + " numbers");
        }
        DecodedImage found = DecodedImage.read(file);
        DecodedImage image = input.shape().dim(0) == 1 ? found.grey() : found;
        if (!image.shape().equals(input.shape())) {
            throw new InvalidSetting(file + " is an image of " + image.shape() + " (channels, height, width), but the"
                    + " model reads " + input.shape() + "; scale it to that size");
        }
        float[] values = new float[image.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.at(i) / pixels.divisor();
        }
        return List.of(values);
    }

    private static DecodedImage read(Path file, Colour colour) {
        DecodedImage image = DecodedImage.read(file);
        return switch (colour) {
            case AS_FOUND -> image;
            case GREY -> image.grey();
        };
    }

    private static void demandSameChannels(DecodedImage image, Path path, Shape shape, Path first) {
        if (image.shape().dim(0) != shape.dim(0)) {
            throw new InvalidSetting(path + " has " + image.channels() + ", but " + first + " has " + shape.dim(0)
                    + "; convert one of them, or read all in grey with colour: grey");
        }
    }
}
