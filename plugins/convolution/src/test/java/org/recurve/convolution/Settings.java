package org.recurve.convolution;

import java.util.List;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;

/** Settings of {@code conv} for tests, beginning with those that a file may leave out. */
record Settings(Conv.Config config) {
    static Settings of(int filters, Extents kernel, Spec<Initializer<?>> initializer) {
        return new Settings(new Conv.Config(
                filters,
                kernel,
                extents(1),
                Padding.VALID,
                extents(1),
                new Spec<>(new Shared(), new NoConfig()),
                1,
                Conv.Bias.FILTER,
                initializer));
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

    Settings stride(int stride) {
        return with(extents(stride), config.padding(), config.sharing(), config.groups(), config.bias());
    }

    Settings padding(Padding padding) {
        return with(config.stride(), padding, config.sharing(), config.groups(), config.bias());
    }

    Settings sharing(Spec<Sharing<?>> sharing) {
        return with(config.stride(), config.padding(), sharing, config.groups(), config.bias());
    }

    Settings groups(int groups) {
        return with(config.stride(), config.padding(), config.sharing(), groups, config.bias());
    }

    Settings bias(Conv.Bias bias) {
        return with(config.stride(), config.padding(), config.sharing(), config.groups(), bias);
    }

    private Settings with(Extents stride, Padding padding, Spec<Sharing<?>> sharing, int groups, Conv.Bias bias) {
        return new Settings(new Conv.Config(
                config.filters(),
                config.kernel(),
                stride,
                padding,
                config.dilation(),
                sharing,
                groups,
                bias,
                config.initializer()));
    }
}
