package org.recurve.datasets;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Source;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;

/**
 * A data set in the form of MNIST: 60,000 training and 10,000 test images of 28 × 28 grey pixels in ten classes, in four
 * IDX files.
 *
 * <p>The training images are shuffled once and for all, independent of any seed; {@code train} takes them from the front
 * and {@code validation} from the back, so that changing one size never changes the other split. {@code test} takes from
 * the test images, shuffled likewise. Ids count on in the files' order, the training images first.
 *
 * @param id the data set's, which keys the shuffling
 * @param version raised when the examples change
 * @param trainImages the training images; in the same way the other three files
 * @param classes their names, in the order of the labels
 */
record MnistForm(
        String id,
        int version,
        Source trainImages,
        Source trainLabels,
        Source testImages,
        Source testLabels,
        List<String> classes) {
    static final int SIDE = 28;
    static final int TRAINING_IMAGES = 60_000;
    static final int TEST_IMAGES = 10_000;

    /**
     * Describes how many images of which size.
     *
     * @param crop pixels along a side of the middle that is kept
     * @param side pixels along a side that are made of those
     */
    record Sizes(int train, int validation, int test, int crop, int side) {
        Sizes {
            if (side > crop) {
                throw new InvalidSetting("a side of " + side + " pixels cannot be made of the " + crop
                        + " that crop leaves; lower side or raise crop");
            }
            if (crop % 2 != SIDE % 2) {
                throw new InvalidSetting(
                        "crop " + crop + " does not leave equal margins of " + SIDE + " pixels; give an even number");
            }
            if ((long) train + validation > TRAINING_IMAGES) {
                throw new InvalidSetting("train " + train + " and validation " + validation + " make "
                        + ((long) train + validation) + " images, but there are " + TRAINING_IMAGES
                        + " for both; lower one of them");
            }
        }
    }

    List<Source> sources() {
        return List.of(trainImages, trainLabels, testImages, testLabels);
    }

    Data open(Sizes sizes, Files files) {
        LabelledImages training = read(trainImages, trainLabels, files);
        LabelledImages testing = read(testImages, testLabels, files);
        training.demand(sizes.train() + sizes.validation());
        testing.demand(sizes.test());
        Section section = new Section((SIDE - sizes.crop()) / 2, new AreaMean(sizes.crop(), sizes.side()));
        Stream order = Stream.of(0).in(id);
        int[] shuffled = order.in("train").permutation(training.size());
        int[] back = Arrays.copyOfRange(shuffled, shuffled.length - sizes.validation(), shuffled.length);
        Map<String, Examples> splits = new HashMap<>();
        splits.put(Data.TRAIN, new SplitItems(items(training, section), Arrays.copyOf(shuffled, sizes.train()), 0));
        if (sizes.validation() > 0) {
            splits.put(Data.VALIDATION, new SplitItems(items(training, section), back, 0));
        }
        if (sizes.test() > 0) {
            int[] chosen = Arrays.copyOf(order.in("test").permutation(testing.size()), sizes.test());
            splits.put(Data.TEST, new SplitItems(items(testing, section), chosen, TRAINING_IMAGES));
        }
        return new Data(fields(sizes.side()), splits, digest(sizes), Optional.of(new InputForm.Pixels(255)));
    }

    private static SplitItems.Items items(LabelledImages images, Section section) {
        return (item, field, into, offset) -> images.read(item, field, section, into, offset);
    }

    private LabelledImages read(Source images, Source labels, Files files) {
        return LabelledImages.read(files.path(images), files.path(labels), SIDE, classes.size());
    }

    private List<Field> fields(int side) {
        return List.of(new Field(Field.INPUT, Shape.of(1, side, side)), new Field(Field.TARGET, Shape.SCALAR, classes));
    }

    /** Returns the digest of the data; the hashes of its files, which are verified, stand for their contents. */
    private String digest(Sizes sizes) {
        ExampleDigest digest = new ExampleDigest(id + " " + version)
                .add(sizes.train() + "/" + sizes.validation() + "/" + sizes.test());
        digest.add(sizes.crop() + "/" + sizes.side());
        sources().forEach(file -> digest.add(file.sha256()));
        return digest.hex();
    }

    /** The middle of each image, without a margin, scaled. */
    record Section(int margin, AreaMean scaling) {}
}
