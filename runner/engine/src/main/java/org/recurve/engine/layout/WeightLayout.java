package org.recurve.engine.layout;

/** The programs whose names and orders of weights are known, beside our own. */
public enum WeightLayout {
    /** The layout of a {@code state_dict}. */
    PYTORCH
}
