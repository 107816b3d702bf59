package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A sharing pattern with every kernel turned round along all axes; how {@code conv} does what {@code flip} asks. */
@Plugin(id = "flipped", version = 1, summary = "kernels turned round along all axes")
final class Flipped implements Sharing<Flipped.Config> {
    record Config(@Doc("which positions share a kernel") Spec<Sharing<?>> sharing) {
        @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
        private Sharing<Record> pattern() {
            return (Sharing<Record>) sharing.plugin();
        }
    }

    @Override
    public int bank(Config config, Position at) {
        return config.sharing()
                .call("bank", () -> config.pattern().bank(config.sharing().config(), at));
    }

    @Override
    public int tap(Config config, Position at, int tap) {
        int last = new Shape(at.window()).size() - 1;
        return config.sharing()
                .call("tap", () -> config.pattern().tap(config.sharing().config(), at, last - tap));
    }
}
