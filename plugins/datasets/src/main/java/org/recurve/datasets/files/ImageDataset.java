package org.recurve.datasets.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.recurve.datasets.image.DecodedImage;
import org.recurve.datasets.image.KeptPictures;
import org.recurve.datasets.image.LabelledAlbum;
import org.recurve.datasets.image.PictureSize;
import org.recurve.datasets.scaling.Scale;

/**
 * Images of one's own, PNG, JPEG, TIFF or WebP files: a folder for each class, or with {@code labels} a table that names files and their labels.
 *
 * <p>Images are turned as their EXIF orientation says. JPEGs in printing inks (CMYK, YCCK) are read in red, green and blue,
 * their colour profile left aside. A file that was cut off is refused.
 *
 * <p>{@code input} is [channels, height, width], each sample divided by 255 (those of 16 bits by 65535) and, with {@code scale}, each
 * channel scaled by the training split; {@code target} the class, in the order of their names, or a number,
 * or [labels], 1 for each that holds and 0 for the others; with {@code masks} [height, width], a class for each pixel, of which a model
 * gives [classes, height, width]. With {@code size}, all images
 * are brought to it: each pixel is the mean of the area of the image that it covers, and of a mask the nearest. Where images differ in height or width, those of one size are trained together, and the model must have no
 * layer whose parameters depend on the size. The digest is over the decoded samples: a file saved anew with the same pixels is the same data.
 */
@Plugin(
        id = "images",
        version = 3,
        summary =
                "PNG, JPEG, TIFF or WebP files, turned as EXIF says, in a folder for each class or labelled by a table")
public final class ImageDataset
        implements Dataset<ImageDataset.Config>, InputFiles, StratifiedByDefault<ImageDataset.Config> {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp");

    /** Says which channels are read. */
    public enum Colour {
        /** Those that the files have, which must be the same in all. */
        AS_FOUND,
        /** A single channel: colours are weighed as eyes do. */
        GREY
    }

    /** The settings. */
    public record Config(
            @Doc(
                    "the folder that holds a folder for each class, below the one that --data names; with labels, that of the files")
            @Main
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

            @Doc(Stratification.DOC) Optional<Boolean> stratify,

            @Doc(
                    "[height, width], to which all images are brought, each pixel the mean of the area that it covers; if left"
                            + " out, they are read as they are")
            Optional<List<Integer>> size,

            @Doc(
                    "how images of another ratio come to size: stretch, or crop, which keeps the middle; stretch if left out")
            Optional<InputForm.Fit> fit,

            @Doc("a table that names files, below the folder, and their labels; other files are not read")
            Optional<String> labels,

            @Doc("the column of that table that names files; file if left out")
            Optional<String> fileColumn,

            @Doc("the column of that table that holds labels; label if left out")
            Optional<String> labelColumn,

            @Doc(
                    "what the labels of that table are: classes, numbers, or labels of which a file may have several; classes if left out")
            Optional<TargetKind> answers,

            @Doc(Fold.DOC) Optional<Fold> fold,

            @Doc(LabelledFiles.LabelTable.COLUMNS) Optional<List<String>> labelColumns,

            @Doc(LabelledFiles.LabelTable.SIGN) Optional<LabelSign> labelSign,

            @Doc(
                    "a folder of masks, below the one that --data names: for each picture an image (PNG, TIFF or WebP) or an array"
                            + " [height, width] (.npy) of its name and size whose pixels, grey values or entries of a palette, stand for classes; the target is then a class for each"
                            + " pixel, and pictures need no class folders")
            Optional<String> masks,

            @Doc("the names of the classes in masks; their values if left out")
            Optional<List<String>> maskClasses,

            @Doc(
                    "the values that stand for the classes in masks, in their order; 0, 1, 2 and so on if left out, or all that"
                            + " occur if mask-classes is left out, too")
            Optional<List<Integer>> maskValues,

            @Doc("the value of pixels that belong to no class: their target is -1, which cross-entropy leaves out with"
                    + " ignore: -1")
            Optional<Integer> maskNone)
            implements StratifiedByDefault.Settings<Config> {
        public Config {
            scale = Scale.chosen(scale);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            size = size.map(List::copyOf);
            size.ifPresent(given -> {
                if (given.size() != 2 || given.stream().anyMatch(side -> side < 1)) {
                    throw new InvalidSetting("size " + given + " is no size of an image; write its height and width in"
                            + " pixels, such as [32, 48]");
                }
            });
            if (fit.isPresent() && size.isEmpty()) {
                throw new InvalidSetting("fit says how images come to a size; give one with size, or remove fit");
            }
            labelColumns = labelColumns.map(List::copyOf);
            new LabelledFiles.LabelTable(
                    labels, fileColumn, labelColumn, answers, labelColumns, labelSign); // refuses columns of no table
            maskClasses = maskClasses.map(List::copyOf);
            maskValues = maskValues.map(List::copyOf);
            new PixelMasks.Settings(masks, maskClasses, maskValues, maskNone); // refuses values of no masks
            if (masks.isPresent() && labels.isPresent()) {
                throw new InvalidSetting("masks and labels both say what is asked of a picture; remove one of them");
            }
        }

        SplitRule division() {
            return new SplitRule(validation, test, seed);
        }

        private LabelledFiles.LabelTable labelled() {
            return new LabelledFiles.LabelTable(labels, fileColumn, labelColumn, answers, labelColumns, labelSign);
        }

        private Optional<PixelMasks> pixelMasks(Files files) {
            return masks.map(folder -> new PixelMasks(
                    files.own(folder), new PixelMasks.Settings(masks, maskClasses, maskValues, maskNone)));
        }

        private Optional<PictureSize> pictureSize() {
            return size.map(sides -> new PictureSize(sides.get(0), sides.get(1), fit.orElse(InputForm.Fit.STRETCH)));
        }

        @Override
        public Stratification stratification() {
            return new Stratification(
                    stratify,
                    masks.isEmpty()
                            && answers.orElse(TargetKind.CLASSES) == TargetKind.CLASSES
                            && Stratification.isDivided(division(), fold));
        }

        private List<Config> folds() {
            return Fold.each(fold, this, one -> with(stratify, Optional.of(one)));
        }

        @Override
        public Config stratify(Optional<Boolean> asked) {
            return with(asked, fold);
        }

        private Config with(Optional<Boolean> asked, Optional<Fold> chosen) {
            return new Config(
                    folder,
                    colour,
                    validation,
                    test,
                    seed,
                    scale,
                    asked,
                    size,
                    fit,
                    labels,
                    fileColumn,
                    labelColumn,
                    answers,
                    chosen,
                    labelColumns,
                    labelSign,
                    masks,
                    maskClasses,
                    maskValues,
                    maskNone);
        }
    }

    @Override
    public int stratifiedSince() {
        return 3;
    }

    @Override
    public List<String> own(Config config) {
        List<String> files = new ArrayList<>(List.of(config.folder()));
        config.labels().ifPresent(files::add);
        config.masks().ifPresent(files::add);
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
        Path folder = files.own(config.folder());
        Optional<PixelMasks> masks = config.pixelMasks(files);
        Optional<LabelledFiles> labelled = masks.isPresent()
                ? Optional.empty()
                : Optional.of(config.labelled().read(folder, files, ENDINGS));
        List<Path> paths = labelled.map(LabelledFiles::files)
                .orElseGet(() -> masks.orElseThrow().pictures(folder, ENDINGS));
        Optional<PictureSize> size = config.pictureSize();
        Path first = paths.getFirst();
        KeptPictures pictures = new KeptPictures(size);
        Shape shape = pictures.shape(read(first, config.colour()));
        ExampleDigest digest =
                new ExampleDigest("images 2").add(config.division().toString()).add(shape.toString());
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            DecodedImage image = read(path, config.colour());
            demandSameChannels(image, path, shape, first);
            pictures.add(image);
            masks.ifPresent(gathered -> gathered.add(folder.relativize(path), image, size, ENDINGS));
            int number = i;
            labelled.ifPresent(answers -> digest.add(answers.labels().get(number)));
            digest.add(image.samples());
            if (!image.shape().equals(shape)) {
                digest.add(image.shape().toString());
            }
            if (image.bits() > Byte.SIZE) {
                digest.add(image.bits() + " bits");
            }
        }
        config.scale().ifPresent(scale -> digest.add("scale " + scale));
        size.ifPresent(sides -> digest.add(sides.toString()));
        config.answers()
                .filter(answers -> answers != TargetKind.CLASSES)
                .ifPresent(answers -> digest.add("answers " + answers));
        pictures.complete();
        return fold -> divided(fold, pictures, digest.copy(), labelled, masks);
    }

    private static Data divided(
            Config config,
            KeptPictures pictures,
            ExampleDigest digest,
            Optional<LabelledFiles> labelled,
            Optional<PixelMasks> masks) {
        config.fold().ifPresent(fold -> digest.add(fold.toString()));
        if (config.stratification().holds()) {
            digest.add("stratify");
        }
        Shape largest = pictures.largest();
        MemoryExamples.Targets targets = labelled.map(LabelledFiles::targets)
                .orElseGet(() -> masks.orElseThrow().targets(largest.slice(1, 3), digest));
        targets.labels().forEach(digest::add);
        LabelledAlbum album = new LabelledAlbum(pictures, targets.values()::read, masks.isPresent());
        Division division = config.stratification()
                .of(
                        new Division(config.division()).fold(config.fold()),
                        plain -> targets.stratified(plain, pictures.size()),
                        "images",
                        pictures.size(),
                        digest);
        Data data = new Data(
                List.of(new Field(Field.INPUT, largest), targets.field()),
                division.of("images", pictures.size(), album),
                digest.hex());
        Optional<Scaling> scaling =
                config.scale().flatMap(scale -> scale.fit(data, Scaling.Axis.FIRST, largest.dim(0)));
        return new Data(
                data.fields(),
                data.splits(),
                data.digest(),
                Optional.of(
                        new InputForm.Pixels(255, scaling, config.pictureSize().map(PictureSize::fit))),
                division.remarks("images", pictures.size()));
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    /** An image has the size that the model reads; where that is one channel, colours are weighed as eyes do. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        SizedInput read = sized(file, input, form);
        if (!read.shape().equals(input.shape())) {
            throw new InvalidSetting(file + " is an image of " + read.shape()
                    + " (channels, height, width), but the model reads " + input.shape() + "; scale it to that size");
        }
        return List.of(read.values());
    }

    @Override
    public Optional<List<SizedInput>> readSized(Path file, Field input, Optional<InputForm> form) {
        return Optional.of(List.of(sized(file, input, form)));
    }

    private static SizedInput sized(Path file, Field input, Optional<InputForm> form) {
        if (!(form.orElse(null) instanceof InputForm.Pixels pixels)) {
            throw new InvalidSetting(
                    file + " is an image, but this model reads no images; its input is " + input.shape() + " numbers");
        }
        Shape shape = input.shape();
        DecodedImage found = DecodedImage.read(file);
        DecodedImage image = shape.dim(0) == 1 ? found.grey() : found;
        if (image.shape().dim(0) != shape.dim(0)) {
            throw new InvalidSetting(file + " is an image of " + image.shape()
                    + " (channels, height, width), but the model reads " + shape + "; convert its colours");
        }
        return pixels.fit()
                .map(fit -> new SizedInput(shape, new PictureSize(shape.dim(1), shape.dim(2), fit).of(image)))
                .orElseGet(() -> {
                    float[] values = new float[image.shape().size()];
                    image.read(values, 0, pixels.divisor());
                    return new SizedInput(image.shape(), values);
                });
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
