package org.recurve.datasets;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * MNIST: 70,000 grey images of handwritten digits (LeCun, Bottou, Bengio, Haffner, <i>Gradient-Based Learning Applied
 * to Document Recognition</i>, 1998).
 *
 * <p>{@code input} is [1, 28, 28] with pixels from 0 (background) to 1, {@code target} the digit. The 60,000 training
 * images are shuffled once and for all, independent of any seed; {@code train} takes them from the front and
 * {@code validation} from the back, so that changing one size never changes the other split. {@code test} takes from
 * the 10,000 test images, shuffled likewise, since those are sorted by difficulty.
 */
@Plugin(id = "mnist", version = 1, summary = "handwritten digits, 28 x 28 grey pixels, ten classes")
public final class Mnist implements Dataset<Mnist.Config> {
    static final int SIDE = 28;
    private static final int TRAINING_IMAGES = 60_000;
    private static final int TEST_IMAGES = 10_000;

    /** The settings. */
    public record Config(
            @Doc("training images") @Default("50000") @Min(1) @Max(TRAINING_IMAGES)
            int train,

            @Doc("validation images, taken from the training images that train leaves") @Default("10000") @Min(0)
            int validation,

            @Doc("test images") @Default("10000") @Min(0) @Max(TEST_IMAGES)
            int test) {
        public Config {
            if ((long) train + validation > TRAINING_IMAGES) {
                throw new InvalidSetting("train " + train + " and validation " + validation + " make "
                        + ((long) train + validation) + " images, but MNIST has " + TRAINING_IMAGES
                        + " for both; lower one of them");
            }
        }
    }

    @Override
    public List<Source> sources(Config config) {
        return MnistFiles.ALL;
    }

    @Override
    public Data open(Config config, Files files) {
        Digits training = Digits.read(files.path(MnistFiles.TRAIN_IMAGES), files.path(MnistFiles.TRAIN_LABELS));
        Digits test = Digits.read(files.path(MnistFiles.TEST_IMAGES), files.path(MnistFiles.TEST_LABELS));
        training.demand(config.train() + config.validation());
        test.demand(config.test());
        Stream order = Stream.of(0).in("mnist");
        int[] shuffled = order.in("train").permutation(training.size());
        int[] back = Arrays.copyOfRange(shuffled, shuffled.length - config.validation(), shuffled.length);
        Map<String, Examples> splits = new HashMap<>();
        splits.put(Data.TRAIN, new Chosen(training, Arrays.copyOf(shuffled, config.train()), 0));
        if (config.validation() > 0) {
            splits.put(Data.VALIDATION, new Chosen(training, back, 0));
        }
        if (config.test() > 0) {
            int[] chosen = Arrays.copyOf(order.in("test").permutation(test.size()), config.test());
            splits.put(Data.TEST, new Chosen(test, chosen, TRAINING_IMAGES));
        }
        return new Data(fields(), splits, digest(config));
    }

    private static List<Field> fields() {
        List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        return List.of(new Field(Field.INPUT, Shape.of(1, SIDE, SIDE)), new Field(Field.TARGET, Shape.SCALAR, digits));
    }

    /** The files are verified, so their hashes stand for their contents. */
    private static String digest(Config config) {
        Digest digest = new Digest("mnist 1").add(config.train() + "/" + config.validation() + "/" + config.test());
        MnistFiles.ALL.forEach(file -> digest.add(file.sha256()));
        return digest.hex();
    }

    /** Some of the digits of a pair of files; ids count on from {@code firstId} in the files' order. */
    private record Chosen(Digits digits, int[] indices, long firstId) implements Examples {
        @Override
        public int size() {
            return indices.length;
        }

        @Override
        public void read(int index, String field, float[] into, int offset) {
            digits.read(indices[index], field, into, offset);
        }

        @Override
        public long id(int index) {
            return firstId + indices[index];
        }
    }
}
