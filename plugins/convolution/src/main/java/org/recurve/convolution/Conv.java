package org.recurve.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.ConvolutionAlgorithm;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.plugin.VersionedSettings;

/**
 * Convolution, {@code Z[i, p] = b + Σ_c Σ_t w[bank(p)][i][c][t] · x[c, p·stride − before + t·dilation]}, the sum over
 * the channels {@code c} that filter {@code i} sees (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 9.1 and 9.5).
 * As it stands this is a cross-correlation; with {@code flip: true} the kernel is turned round along every axis, which
 * makes it the convolution of mathematics, {@code s(i, j) = Σ_m Σ_n I(m, n) K(i − m, j − n)} on {@code padding: full}.
 *
 * <p>From [channels, extents…] with any number of spatial axes to [filters, extents…]. Places outside the input are
 * left out of the sum, and so are steps past the end of a sequence; {@code same} padding of an even kernel puts the extra
 * place behind (right, below).
 *
 * <p>Parameters: {@code w} [banks, filters, channels seen, kernel…], where the sharing pattern says how many banks
 * there are and which serves which position, and {@code b}, which begins with zeros. Where filters see different
 * numbers of channels, there is one parameter for each number: {@code w3} of those that see three.
 *
 * <p>Kernels of 3 × 3 at stride 1 may be computed by tiles (Lavin and Gray, <i>Fast Algorithms for Convolutional Neural Networks</i>,
 * 2016): the same sums with fewer products, rounded elsewhere. An infinite input then makes the 2 × 2 positions of a tile NaN.
 */
@Plugin(id = "conv", version = 3, summary = "kernels slid over the input, shared between positions, tiled or unshared")
public final class Conv implements Layer<Conv.Config>, VersionedSettings<Conv.Config> {
    /** The version since which kernels of 3 by 3 may be computed by Winograd's algorithm. */
    private static final int WINOGRAD = 3;

    /** Says which units share a bias. */
    public enum Bias {
        /** No bias. */
        NONE,
        /** Has one for each filter, whatever the position. */
        FILTER,
        /** Has one for each filter and position. */
        UNIT
    }

    /** Says by which sums the layer is computed. */
    public enum Algorithm {
        /** Computes the formula as it stands. */
        DIRECT,
        /** Computes 2 × 2 positions at once with 16 products instead of 36; kernels of 3 by 3 at stride 1. */
        WINOGRAD
    }

    /** The settings. */
    public record Config(
            @Doc("output channels") @Min(1) int filters,

            @Doc("the kernel's size: one number, or one for each axis")
            Extents kernel,

            @Doc("input elements from one position to the next") @Default("1")
            Extents stride,

            @Doc("how far kernels reach beyond the edges: valid, same, full, or numbers") @Default("valid")
            Padding padding,

            @Doc("input elements from one tap of the kernel to the next") @Default("1")
            Extents dilation,

            @Doc("which positions share a kernel") @Default("shared")
            Spec<Sharing<?>> sharing,

            @Doc("which input channels a filter sees") @Default("full")
            Spec<Connectivity<?>> connectivity,

            @Doc("which units share a bias: none, filter (one for each filter) or unit (one for each unit)")
            @Default("filter")
            Bias bias,

            @Doc("whether kernels are turned round: convolution proper instead of cross-correlation") @Default("false")
            boolean flip,

            @Doc("how the kernels begin") @Default("glorot") Spec<Initializer<?>> initializer,

            @Doc(
                    "by which sums it is computed: direct, or winograd; if not given, by Winograd's where kernels of 3 by 3 at"
                            + " stride 1 lead from 16 or more channels to as many filters at 16 or more tiles of 2 by 2 positions")
            Optional<Algorithm> algorithm) {
        /** Returns where the kernels lie. */
        Windowing windowing() {
            return new Windowing(kernel, stride, padding, dilation);
        }

        /** Returns by which sums the layer is asked to be computed. */
        ConvolutionAlgorithm sums() {
            return algorithm
                    .map(asked ->
                            asked == Algorithm.DIRECT ? ConvolutionAlgorithm.DIRECT : ConvolutionAlgorithm.WINOGRAD)
                    .orElse(ConvolutionAlgorithm.BY_SHAPE);
        }

        /** Returns the sharing pattern that reads the kernels as asked: as they are, or turned round. */
        Spec<Sharing<?>> reading() {
            return flip ? new Spec<>(new Flipped(), new Flipped.Config(sharing)) : sharing;
        }
    }

    @Override
    public int version(Config config) {
        boolean fits = config.kernel().values().size() <= 2
                && all(config.kernel(), 3)
                && all(config.stride(), 1)
                && all(config.dilation(), 1);
        return switch (config.sums()) {
            case DIRECT -> WINOGRAD - 1;
            case WINOGRAD -> WINOGRAD;
            case BY_SHAPE -> fits && config.filters() >= ConvolutionAlgorithm.FEWEST_CHANNELS ? WINOGRAD : WINOGRAD - 1;
        };
    }

    private static boolean all(Extents extents, int value) {
        return extents.values().stream().allMatch(extent -> extent == value);
    }

    @Override
    public Config asOf(int version, Config config) {
        return version < WINOGRAD
                ? new Config(
                        config.filters(),
                        config.kernel(),
                        config.stride(),
                        config.padding(),
                        config.dilation(),
                        config.sharing(),
                        config.connectivity(),
                        config.bias(),
                        config.flip(),
                        config.initializer(),
                        Optional.of(Algorithm.DIRECT))
                : config;
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting("conv needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        ChannelConnections connections = ChannelConnections.of(
                config.connectivity(), new Channels(x.shape().dim(0), config.filters()));
        Optional<Value> bias =
                bias(config, scope, new Convolution(config.filters(), config.windowing()).over(x.shape()));
        List<Value> parts = new ArrayList<>();
        for (GroupedFilters groupedFilters : connections.bundles()) {
            parts.add(contraction(config, scope, x, connections, groupedFilters, bias));
        }
        Value[] others = parts.subList(1, parts.size()).toArray(Value[]::new);
        Value all = others.length == 0 ? parts.getFirst() : parts.getFirst().concat(0, others);
        return connections.order().of(all);
    }

    private static Value contraction(
            Config config,
            Scope scope,
            Value x,
            ChannelConnections connections,
            GroupedFilters groupedFilters,
            Optional<Value> bias) {
        Value seen = groupedFilters.channels().of(x);
        Convolution convolution = new Convolution(
                groupedFilters.filters().size(),
                config.windowing(),
                groupedFilters.groups(),
                Optional.of(config.reading()),
                config.sums());
        Shape shape = convolution.weights(seen.shape());
        int taps = shape.slice(3, shape.rank()).size();
        Weights parameter = new Weights(shape, taps * shape.dim(2), taps * connections.filtersPerChannel());
        String name = connections.bundles().size() == 1 ? "w" : "w" + shape.dim(2);
        Value w = scope.weight(name, config.initializer(), parameter);
        return bias.map(b ->
                        seen.convolve(convolution, w, groupedFilters.filters().of(b)))
                .orElseGet(() -> seen.convolve(convolution, w));
    }

    private static Optional<Value> bias(Config config, Scope scope, Shape out) {
        return switch (config.bias()) {
            case NONE -> Optional.empty();
            case FILTER -> Optional.of(scope.bias("b", oneEach(out)));
            case UNIT -> Optional.of(scope.bias("b", out.toArray()));
        };
    }

    /** [filters, 1, …]: broadcast over the positions. */
    private static int[] oneEach(Shape out) {
        int[] dims = out.toArray();
        Arrays.fill(dims, 1, dims.length, 1);
        return dims;
    }
}
