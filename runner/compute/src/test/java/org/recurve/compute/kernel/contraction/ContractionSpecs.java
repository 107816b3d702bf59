package org.recurve.compute.kernel.contraction;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.ConvolutionAlgorithm;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WindowIndexMap;

/** Awkward layers: every kind of wiring at sizes that no tile divides. */
public final class ContractionSpecs {
    private ContractionSpecs() {}

    /** One kernel a position. */
    @Plugin(id = "each", version = 1, summary = "a kernel a position")
    static final class Each implements Sharing<Every> {
        @Override
        public int bank(Every config, Position at) {
            return at.linear() % config.banks();
        }

        @Override
        public int tap(Every config, Position at, int tap) {
            int taps = at.window().stream().reduce(1, (a, b) -> a * b);
            return config.mirrored() && at.linear() % 2 == 1 ? taps - 1 - tap : tap;
        }
    }

    record Every(int banks, boolean mirrored) {}

    public static Stream<ContractionSpec> all() {
        return Stream.of(
                ContractionSpec.dense(1, 1),
                ContractionSpec.dense(7, 13),
                ContractionSpec.dense(37, 21),
                ContractionSpec.dense(130, 67),
                ContractionSpec.dense(19, 11).repeated(3),
                ContractionSpec.dense(23, 31).repeated(20),
                conv(1, 20, 1, 3, 1, Padding.VALID, 1, 7, 6),
                conv(3, 7, 1, 3, 1, Padding.SAME, 1, 6, 5),
                conv(1, 11, 1, 3, 1, Padding.SAME, 1, 9, 8),
                conv(2, 13, 1, 2, 2, Padding.of(1), 1, 7, 7),
                conv(5, 3, 1, 3, 2, Padding.SAME, 2, 9, 8),
                conv(2, 6, 1, 3, 1, Padding.FULL, 1, 3, 3),
                conv(6, 4, 2, 3, 1, Padding.SAME, 1, 5, 5),
                conv(4, 12, 4, 2, 1, Padding.VALID, 1, 4, 5),
                conv(7, 5, 1, 1, 1, Padding.VALID, 1, 3, 3),
                conv(2, 9, 1, 5, 1, Padding.SAME, 1, 21),
                conv(3, 2, 1, 2, 1, Padding.VALID, 1, 3, 4, 3),
                conv(2, 5, 1, 3, 3, Padding.VALID, 1, 11, 11),
                conv(26, 22, 1, 2, 1, Padding.VALID, 1, 5, 6),
                conv(130, 4, 1, 1, 1, Padding.VALID, 1, 9, 9),
                conv(3, 8, 1, 3, 1, Padding.SAME, 1, 4, 4).repeated(2),
                conv(3, 7, 1, 3, 1, Padding.SAME, 1, 4, 23),
                conv(2, 6, 2, 5, 2, Padding.SAME, 1, 5, 47).repeated(2),
                conv(15, 3, 1, 3, 1, Padding.SAME, 1, 3, 70),
                banked(2, 7, 3, Padding.VALID, 16, false, 6, 6),
                banked(3, 5, 3, Padding.SAME, 36, true, 6, 6),
                banked(2, 6, 3, Padding.SAME, 2, false, 6, 6),
                banked(1, 6, 2, Padding.SAME, 2, true, 7, 5),
                banked(2, 4, 3, Padding.VALID, 1, true, 7, 7),
                banked(1, 3, 3, Padding.SAME, 3, true, 10).repeated(3),
                folded(),
                winograd(1, 1, 1, Padding.SAME, 1, 1),
                winograd(3, 5, 1, Padding.SAME, 5, 7),
                winograd(7, 8, 1, Padding.VALID, 6, 5),
                winograd(4, 6, 2, Padding.FULL, 3, 4),
                winograd(13, 10, 1, Padding.of(3), 2, 3),
                winograd(6, 9, 3, Padding.SAME, 4, 4).repeated(2),
                turned(5, 17, Padding.SAME, 8, 9));
    }

    /** Convolutions of more positions, channels and filters. */
    public static Stream<ContractionSpec> large() {
        return Stream.of(
                conv(3, 35, 1, 3, 1, Padding.SAME, 1, 17, 19),
                conv(4, 34, 2, 5, 1, Padding.VALID, 1, 21, 21),
                conv(10, 16, 1, 3, 2, Padding.SAME, 1, 9, 35),
                conv(6, 20, 1, 2, 1, Padding.of(1), 1, 4, 5).repeated(4),
                winograd(19, 33, 1, Padding.SAME, 3, 71),
                winograd(34, 18, 2, Padding.FULL, 9, 2),
                winograd(16, 20, 1, Padding.of(3), 6, 7).repeated(2));
    }

    private static ContractionSpec winograd(int channels, int filters, int groups, Padding padding, int... extents) {
        return winograd(channels, filters, groups, Optional.empty(), padding, extents);
    }

    /** With kernels turned round, and tiles of several strips and chunks. */
    private static ContractionSpec turned(int channels, int filters, Padding padding, int... extents) {
        return winograd(channels, filters, 1, Optional.of(new Spec<>(new Turned(), new NoConfig())), padding, extents);
    }

    private static ContractionSpec winograd(
            int channels,
            int filters,
            int groups,
            Optional<Spec<Sharing<?>>> sharing,
            Padding padding,
            int... extents) {
        Windowing windowing = new Windowing(Extents.of(3), Extents.of(1), padding, Extents.of(1));
        return ContractionSpec.of(
                new Convolution(filters, windowing, groups, sharing, ConvolutionAlgorithm.WINOGRAD),
                Shape.of(channels).with(Shape.of(extents)));
    }

    /** One kernel everywhere, read from its end. */
    @Plugin(id = "turned", version = 1, summary = "a kernel turned round")
    static final class Turned implements Sharing<NoConfig> {
        @Override
        public int bank(NoConfig config, Position at) {
            return 0;
        }

        @Override
        public int tap(NoConfig config, Position at, int tap) {
            return 8 - tap;
        }
    }

    /** Every remainder of every tile: 1 to 13 filters, 1 to 7 channels, in the form with few places and the one with many. */
    public static Stream<ContractionSpec> sizes() {
        return IntStream.rangeClosed(1, 13)
                .boxed()
                .flatMap(filters -> IntStream.rangeClosed(1, 7)
                        .boxed()
                        .flatMap(channels -> Stream.of(
                                ContractionSpec.dense(channels, filters).repeated(5),
                                ContractionSpec.dense(channels, filters).repeated(16 + channels),
                                conv(channels, filters, 1, 2, 1, Padding.of(1), 1, 4, 3))));
    }

    private static ContractionSpec conv(
            int channels,
            int filters,
            int groups,
            int size,
            int stride,
            Padding padding,
            int dilation,
            int... extents) {
        Windowing windowing = new Windowing(Extents.of(size), Extents.of(stride), padding, Extents.of(dilation));
        return ContractionSpec.of(
                new Convolution(filters, windowing, groups, Optional.empty()),
                Shape.of(channels).with(Shape.of(extents)));
    }

    private static ContractionSpec banked(
            int channels, int filters, int size, Padding padding, int banks, boolean mirrored, int... extents) {
        Windowing windowing = new Windowing(Extents.of(size), Extents.of(1), padding, Extents.of(1));
        Spec<Sharing<?>> sharing = new Spec<>(new Each(), new Every(banks, mirrored));
        return ContractionSpec.of(
                new Convolution(filters, windowing, 1, Optional.of(sharing)),
                Shape.of(channels).with(Shape.of(extents)));
    }

    /** A wiring that no convolution gives: elements share weights, a pixel is read twice, a weight serves nothing. */
    private static ContractionSpec folded() {
        int[] pixel = {0, 1, 1, 2, 3, 2, -1, 0, 3, 3, -1, 1};
        int[] tap = {0, 1, 0, 2, 2, 1, 0, 0, 1, 2, 3, 1};
        return new ContractionSpec(
                2, 3, 4, 1, new WindowIndexMap(4, 4, pixel, tap, new int[] {0, 2, 0}), Optional.empty());
    }
}
