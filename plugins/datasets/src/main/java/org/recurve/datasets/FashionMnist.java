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
 * Fashion-MNIST: 70,000 grey images of ten kinds of clothing (Xiao, Rasul, Vollgraf, <i>Fashion-MNIST: a Novel Image
 * Dataset for Benchmarking Machine Learning Algorithms</i>, 2017).
 *
 * <p>{@code input} is [1, side, side] with pixels from 0 (background) to 1, {@code target} the kind. Its splits and its
 * scaling are {@link Mnist}'s, shuffled on their own.
 */
@Plugin(id = "fashion-mnist", version = 1, summary = "pieces of clothing, 28 x 28 grey pixels, ten classes")
public final class FashionMnist implements Dataset<FashionMnist.Config> {
    private static final MnistForm FORM = new MnistForm(
            "fashion-mnist",
            1,
            file(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            file("train-labels-idx1-ubyte", 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            file(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            file("t10k-labels-idx1-ubyte", 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            List.of(
                    "t-shirt",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle-boot"));

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
                name,
                bytes,
                sha256,
                "",
                "dataset-fashion-mnist",
                "usr/share/datasets/fashion-mnist/" + name + ".gz",
                "https://github.com/zalandoresearch/fashion-mnist");
    }
}
