package org.recurve.convolution;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.convolution.connectivity.FullConnectivity;
import org.recurve.convolution.connectivity.GroupedConnectivity;

/** Settings of {@code conv} for tests, beginning with those that a file may leave out. */
record Settings(
        int filters,
        Extents kernel,
        Extents stride,
        Padding padding,
        Extents dilation,
        Spec<Sharing<?>> sharing,
        Spec<Connectivity<?>> connectivity,
        Conv.Bias bias,
        boolean flip,
        Spec<Initializer<?>> initializer,
        Optional<Conv.Algorithm> algorithm) {
    static Settings of(int filters, Extents kernel, Spec<Initializer<?>> initializer) {
        return new Settings(
                filters,
                kernel,
                extents(1),
                Padding.VALID,
                extents(1),
                new Spec<>(new Shared(), new NoConfig()),
                new Spec<>(new FullConnectivity(), new NoConfig()),
                Conv.Bias.FILTER,
                false,
                initializer,
                Optional.empty());
    }

    Conv.Config config() {
        return new Conv.Config(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    static Extents extents(Integer... values) {
        return new Extents(List.of(values));
    }

    static Spec<Sharing<?>> tiled(Integer... kernels) {
        return new Spec<>(new Tiled(), new Tiled.Config(extents(kernels)));
    }

    static Spec<Sharing<?>> unshared() {
        return new Spec<>(new Unshared(), new NoConfig());
    }

    static <C extends Record> Spec<Connectivity<?>> connected(Connectivity<C> connectivity, C config) {
        return new Spec<>(connectivity, config);
    }

    Settings stride(Extents stride) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings padding(Padding padding) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings dilation(Extents dilation) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings sharing(Spec<Sharing<?>> sharing) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings connectivity(Spec<Connectivity<?>> connectivity) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings bias(Conv.Bias bias) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings flip(boolean flip) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings initializer(Spec<Initializer<?>> initializer) {
        return new Settings(
                filters, kernel, stride, padding, dilation, sharing, connectivity, bias, flip, initializer, algorithm);
    }

    Settings algorithm(Conv.Algorithm asked) {
        return new Settings(
                filters,
                kernel,
                stride,
                padding,
                dilation,
                sharing,
                connectivity,
                bias,
                flip,
                initializer,
                Optional.of(asked));
    }

    Settings stride(int stride) {
        return stride(extents(stride));
    }

    Settings groups(int groups) {
        return connectivity(connected(new GroupedConnectivity(), new GroupedConnectivity.Config(groups)));
    }
}
