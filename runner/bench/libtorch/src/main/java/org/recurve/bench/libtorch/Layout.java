package org.recurve.bench.libtorch;

import java.util.Locale;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Where the channels of an image lie in memory: outside the pixels, as by default, or innermost. */
enum Layout {
    FIRST(MemoryFormat.Contiguous),
    LAST(MemoryFormat.ChannelsLast);

    private static final int IMAGE_DIMENSIONS = 4;

    private final MemoryFormat format;

    Layout(MemoryFormat format) {
        this.format = format;
    }

    static Layout fromProperties() {
        return valueOf(System.getProperty("libtorch.channels", "first").toUpperCase(Locale.ROOT));
    }

    Tensor of(Tensor images) {
        return images.contiguous(format);
    }

    /** Lays the convolutions' weights out like the images. */
    void convert(Module net) {
        TensorVector parameters = net.parameters();
        for (long i = 0; i < parameters.size(); i++) {
            Tensor parameter = parameters.get(i);
            if (parameter.dim() == IMAGE_DIMENSIONS) {
                parameter.set_data(of(parameter.detach()));
            }
        }
    }
}
