package org.recurve.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * MNIST read as a sequence, from the top: row by row, or pixel by pixel (Le, Jaitly, Hinton, <i>A Simple Way to
 * Initialize Recurrent Networks of Rectified Linear Units</i>, 2015). The images, splits and ids are those of {@code mnist}.
 *
 * <p>{@code input} is [28, 28], a row a step, or [784, 1], a pixel a step; {@code target} the digit.
 */
@Plugin(id = "sequential-mnist", version = 1, summary = "handwritten digits, read row by row or pixel by pixel")
public final class SequentialMnist implements Dataset<SequentialMnist.Config> {
    /** Describes what a step shows. */
    public enum SequenceElement {
        /** A row of 28 pixels. */
        ROW(Shape.of(Mnist.SIDE, Mnist.SIDE)),
        /** A single pixel. */
        PIXEL(Shape.of(Mnist.SIDE * Mnist.SIDE, 1));

        private final Shape input;

        SequenceElement(Shape input) {
            this.input = input;
        }
    }

    /** The settings. */
    public record Config(
            @Doc("what a step shows: a row or a pixel") @Main @Default("row")
            SequenceElement by,

            @Doc("training images") @Default("50000") @Min(1) @Max(60_000)
            int train,

            @Doc("validation images, taken from the training images that train leaves") @Default("10000") @Min(0)
            int validation,

            @Doc("test images") @Default("10000") @Min(0) @Max(10_000)
            int test) {
        public Config {
            new Mnist.Config(train, validation, test, Mnist.SIDE, Mnist.SIDE); // refuses what MNIST cannot give
        }

        Mnist.Config images() {
            return new Mnist.Config(train, validation, test, Mnist.SIDE, Mnist.SIDE);
        }
    }

    @Override
    public List<Source> sources(Config config) {
        return new Mnist().sources(config.images());
    }

    @Override
    public Data open(Config config, Files files) {
        Data images = new Mnist().open(config.images(), files);
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(Field.INPUT, config.by().input));
        fields.add(images.field(Field.TARGET));
        String digest = new ExampleDigest("sequential-mnist 1")
                .add(config.by().name().toLowerCase(Locale.ROOT))
                .add(images.digest())
                .hex();
        return new Data(fields, images.splits(), digest);
    }
}
