package org.recurve.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.MissingFile;
import org.recurve.datasets.image.DecodedImage;
import org.recurve.datasets.image.PictureSize;
import org.recurve.datasets.memory.ByteRows;

/** Gathers the masks of pictures: images or arrays of the same names, whose pixels hold values that stand for classes. */
final class PixelMasks {
    /** Stands for the class of a pixel that has none. */
    static final int NONE = -1;

    private static final int MOST = 255;
    private static final String ARRAY = ".npy";

    private final Path folder;
    private final Settings settings;
    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private final ByteRows masks = new ByteRows();

    /**
     * Says what masks hold.
     *
     * @param folder of the masks; empty if pictures have none
     * @param classes their names
     * @param values that stand for them; 0, 1 and so on for those that are named, or those that occur
     * @param none the value of pixels that belong to no class
     */
    record Settings(
            Optional<String> folder,
            Optional<List<String>> classes,
            Optional<List<Integer>> values,
            Optional<Integer> none) {
        Settings {
            classes = classes.map(List::copyOf);
            values = values.map(List::copyOf);
            if (folder.isEmpty() && (classes.isPresent() || values.isPresent() || none.isPresent())) {
                throw new InvalidSetting(
                        "mask-classes, mask-values and mask-none are about masks; name their folder with masks, or remove"
                                + " them");
            }
            int several = values.isPresent()
                    ? values.get().size()
                    : classes.map(List::size).orElse(2);
            if (several < 2 || several > MOST) {
                throw new InvalidSetting(
                        "mask-classes and mask-values name from 2 to " + MOST + " classes, not " + several);
            }
            demandDistinct("mask-classes", classes);
            demandDistinct("mask-values", values);
            if (classes.isPresent() && classes.get().size() != several) {
                throw new InvalidSetting("mask-values has " + several + " values for the "
                        + classes.get().size() + " classes of mask-classes; give each class one value");
            }
            List<Integer> known = values(classes, values);
            none.filter(known::contains).ifPresent(value -> {
                throw new InvalidSetting(
                        "the value " + value + " of mask-none stands for a class, too; remove it there,"
                                + " or say with mask-values which values stand for classes");
            });
        }

        private static void demandDistinct(String name, Optional<? extends List<?>> given) {
            given.filter(list -> list.stream().distinct().count() < list.size()).ifPresent(list -> {
                throw new InvalidSetting(name + " names something twice: " + list + "; name each once");
            });
        }

        private static List<Integer> values(Optional<List<String>> classes, Optional<List<Integer>> values) {
            return values.orElseGet(
                    () -> IntStream.range(0, classes.map(List::size).orElse(0))
                            .boxed()
                            .toList());
        }

        /** Returns the values that stand for classes, in the order of the classes; none if those that occur do. */
        List<Integer> known() {
            return values(classes, values);
        }
    }

    /** Begins without a mask. */
    PixelMasks(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
        settings.known().forEach(value -> numbers.put(value, numbers.size()));
    }

    /**
     * Lists the pictures of a folder and of those in it, but for the masks, by name; hidden files are passed over.
     *
     * @param endings what pictures may end in, in lower case
     */
    List<Path> pictures(Path pictures, List<String> endings) {
        if (!Files.isDirectory(pictures)) {
            throw Files.exists(pictures)
                    ? new InvalidSetting(pictures + " is not a folder; name the one that holds the pictures")
                    : MissingFile.of(pictures);
        }
        if (!Files.isDirectory(folder)) {
            throw Files.exists(folder)
                    ? new InvalidSetting(folder + " is not a folder; name the one that holds the masks")
                    : MissingFile.of(folder);
        }
        List<Path> files;
        try (Stream<Path> inside = Files.walk(pictures)) {
            files = inside.filter(file -> !file.startsWith(folder) && Files.isRegularFile(file))
                    .filter(file -> !isHidden(pictures.relativize(file)))
                    .sorted(Comparator.comparing(PixelMasks::name))
                    .toList();
        } catch (IOException e) {
            throw new InvalidSetting(pictures + " cannot be listed: " + e.getMessage());
        }
        files.stream()
                .filter(file -> endings.stream().noneMatch(name(file).toLowerCase(Locale.ROOT)::endsWith))
                .findFirst()
                .ifPresent(file -> {
                    throw new InvalidSetting(file + " is not a file that ends in " + String.join(" or ", endings)
                            + "; take it out of the folder of the pictures");
                });
        if (files.isEmpty()) {
            throw new InvalidSetting(
                    pictures + " holds no pictures; fill it with files that end in " + String.join(" or ", endings));
        }
        return files;
    }

    private static boolean isHidden(Path relative) {
        return Stream.iterate(relative, path -> path != null, Path::getParent)
                .anyMatch(path -> String.valueOf(path.getFileName()).startsWith("."));
    }

    private static String name(Path path) {
        return path.toString().replace('\\', '/');
    }

    /**
     * Reads the mask of the next picture.
     *
     * @param name of the picture, below the folder of the pictures
     * @param size that pictures are brought to
     */
    void add(Path name, DecodedImage picture, Optional<PictureSize> size, List<String> endings) {
        Path file = file(name, endings);
        Mask mask = file.toString().endsWith(ARRAY) ? ofArray(file) : ofImage(file);
        Shape wanted = picture.shape().slice(1, 3);
        if (!mask.shape().equals(wanted)) {
            throw new InvalidSetting(file + " is a mask of " + mask.shape() + " (height, width), but its picture has "
                    + wanted + "; save both in one size");
        }
        int[] values = size.map(sides -> sides.nearest(wanted.dim(0), wanted.dim(1), mask.at()))
                .orElseGet(
                        () -> IntStream.range(0, wanted.size()).map(mask.at()).toArray());
        int width = size.map(PictureSize::width).orElse(wanted.dim(1));
        byte[] classes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = (byte) number(values[i], file, i / width, i % width, size.isPresent());
        }
        masks.add(classes);
    }

    /** The values of a mask of [height, width], row by row. */
    private record Mask(Shape shape, IntUnaryOperator at) {}

    private static Mask ofImage(Path file) {
        DecodedImage image = DecodedImage.readValues(file);
        return new Mask(image.shape().slice(1, 3), image::at);
    }

    /** Reads an array of [height, width], beside which an axis of one channel may lie. */
    private static Mask ofArray(Path file) {
        NpyArray array = NpyArray.read(file);
        int[] extents = array.extents();
        boolean behind = extents.length == 3 && extents[2] == 1;
        boolean before = extents.length == 3 && extents[0] == 1;
        if (extents.length != 2 && !behind && !before) {
            throw new InvalidSetting(file + " holds " + array.extentsText()
                    + " numbers, and a mask is [height, width]; save one array for each picture");
        }
        int rows = behind || extents.length == 2 ? extents[0] : extents[1];
        int columns = behind || extents.length == 2 ? extents[1] : extents[2];
        return new Mask(Shape.of(rows, columns), i -> {
            float value = array.at(i);
            if (value != (int) value) {
                throw new InvalidSetting(file + " holds " + value + " in row " + i / columns + ", column " + i % columns
                        + " (counted from 0), and the values of a mask are whole numbers; save the numbers of classes, not"
                        + " probabilities");
            }
            return (int) value;
        });
    }

    private Path file(Path picture, List<String> endings) {
        String name = picture.toString();
        String bare = name.substring(0, name.lastIndexOf('.'));
        List<Path> found = Stream.concat(endings.stream(), Stream.of(ARRAY))
                .map(ending -> folder.resolve(bare + ending))
                .filter(Files::isRegularFile)
                .toList();
        if (found.isEmpty()) {
            throw new InvalidSetting("the picture " + picture + " has no mask: "
                    + MissingFile.of(folder.resolve(bare + ".png")).getMessage());
        }
        if (found.size() > 1) {
            throw new InvalidSetting("the picture " + picture + " has two masks, " + found.get(0) + " and "
                    + found.get(1) + "; remove one of them");
        }
        return found.getFirst();
    }

    private int number(int value, Path file, int row, int column, boolean sized) {
        if (settings.none().filter(none -> none == value).isPresent()) {
            return NONE;
        }
        if (settings.known().isEmpty()) {
            int number = numbers.computeIfAbsent(value, _ -> numbers.size());
            if (number == MOST) {
                throw new InvalidSetting("the masks up to " + file + " have more than " + MOST
                        + " values; are they masks? Each pixel of a mask holds the number of a class, without shades");
            }
            return number;
        }
        Integer number = numbers.get(value);
        if (number == null) {
            throw new InvalidSetting(file + " has the value " + value + " in row " + row + ", column " + column
                    + (sized ? " of the size that it is brought to" : "")
                    + " (counted from 0), which stands for no class: the values of classes are "
                    + String.join(", ", named()) + "; correct the mask, add the value with mask-values, or leave its"
                    + " pixels out with mask-none");
        }
        return number;
    }

    private List<String> named() {
        List<Integer> known = settings.known();
        return IntStream.range(0, known.size())
                .mapToObj(i -> known.get(i)
                        + settings.classes()
                                .map(names -> " (" + names.get(i) + ")")
                                .orElse(""))
                .toList();
    }

    /**
     * Returns all masks as targets; ends this gathering.
     *
     * @param largest the extents of the largest
     * @param digest of all that decides the examples
     */
    MemoryExamples.Targets targets(Shape largest, ExampleDigest digest) {
        List<Integer> values =
                settings.known().isEmpty() ? numbers.keySet().stream().sorted().toList() : settings.known();
        if (values.size() < 2) {
            throw new InvalidSetting("all pixels of the masks in " + folder + " have the value " + values
                    + ", so there is nothing to tell apart; name the values of classes with mask-values");
        }
        int[] place = new int[numbers.size()];
        numbers.forEach((value, number) -> place[number] = values.indexOf(value));
        masks.complete();
        for (int i = 0; i < masks.size(); i++) {
            byte[] mask = masks.get(i).clone();
            for (int pixel = 0; pixel < mask.length; pixel++) {
                mask[pixel] = (byte) (mask[pixel] == NONE ? NONE : place[Byte.toUnsignedInt(mask[pixel])]);
            }
            digest.add(mask);
        }
        List<String> names = settings.classes()
                .orElseGet(() -> values.stream().map(String::valueOf).toList());
        digest.add("masks");
        names.forEach(digest::add);
        return new MemoryExamples.Targets(largest, names, (example, into, offset) -> {
            byte[] mask = masks.get(example);
            for (int i = 0; i < mask.length; i++) {
                into[offset + i] = mask[i] == NONE ? NONE : place[Byte.toUnsignedInt(mask[i])];
            }
        });
    }
}
