package org.recurve.bench.workload;

import java.util.List;

/** The sizes of a LeNet on 1×28×28: convolution 20@5×5, relu, max 2, convolution 50@5×5, relu, max 2, dense 500, relu, dense 10. */
public final class LeNet {
    public static final int IMAGE = 28;
    public static final int KERNEL = 5;
    public static final int POOL = 2;
    public static final int FILTERS1 = 20;
    public static final int FILTERS2 = 50;
    public static final int FLAT = FILTERS2 * 4 * 4;
    public static final int HIDDEN = 500;
    public static final int CLASSES = 10;

    private LeNet() {}

    /** The net. */
    public static Net net() {
        return new Net(
                List.of(1, IMAGE, IMAGE),
                List.of(
                        NetLayer.Conv.valid(FILTERS1, KERNEL),
                        new NetLayer.Relu(),
                        new NetLayer.MaxPool(POOL),
                        NetLayer.Conv.valid(FILTERS2, KERNEL),
                        new NetLayer.Relu(),
                        new NetLayer.MaxPool(POOL),
                        new NetLayer.Dense(HIDDEN),
                        new NetLayer.Relu(),
                        new NetLayer.Dense(CLASSES)));
    }
}
