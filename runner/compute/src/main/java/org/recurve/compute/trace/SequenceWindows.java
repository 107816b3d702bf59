package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.trace.sequence.TracedLength;

/**
 * Windows over a value with a sequence along one of its spatial axes.
 *
 * <p>{@code same} padding of a stride over 1 would lie elsewhere for another room: of a sequence it lies where it does if the
 * stride divides the room, so that an example's windows depend on nothing but the example.
 *
 * @param windowing where the windows lie, whatever room there is
 * @param length which of them exist
 */
record SequenceWindows(Windowing windowing, TracedLength length) {
    /** Returns the windows over a value [channels, extents…] with a sequence along one of the extents. */
    static SequenceWindows of(TracedValue x, Windowing windowing) {
        int axis = x.sequenceAxis() - x.mapped().rank() - 1;
        Shape spatial = x.shape().slice(1, x.shape().rank());
        boolean same = windowing.padding().rule() == Padding.Rule.SAME;
        Windowing anywhere = same ? anywhere(windowing, axis, spatial) : windowing;
        TracedLength length = x.sequence().orElseThrow().length();
        int windows = anywhere.over(spatial).dim(axis);
        return new SequenceWindows(anywhere, length.windows(anywhere.axis(axis, spatial), same, windows));
    }

    /** Returns how much of what a transposed convolution makes exists: the way back from the windows that exist. */
    static TracedLength back(TracedValue y, int spatial, Convolution convolution, Shape output) {
        int stride = convolution
                .windowing()
                .axis(spatial, output.slice(1, output.rank()))
                .stride();
        return y.sequence().orElseThrow().length().spread(stride, output.dim(spatial + 1));
    }

    private static Windowing anywhere(Windowing windowing, int axis, Shape spatial) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean moved = false;
        for (int i = 0; i < spatial.rank(); i++) {
            Windowing.Axis here = windowing.axis(i, spatial);
            int total = here.before() + here.after();
            int first = i == axis ? Math.max(0, here.reach() - here.stride()) / 2 : here.before();
            moved |= first != here.before();
            before.add(first);
            after.add(Math.max(0, total - first));
        }
        return moved
                ? new Windowing(
                        windowing.size(),
                        windowing.stride(),
                        new Padding(Padding.Rule.EXPLICIT, before, after),
                        windowing.dilation())
                : windowing;
    }
}
