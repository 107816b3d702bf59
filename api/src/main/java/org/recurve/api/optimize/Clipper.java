package org.recurve.api.optimize;

/** Tames a gradient before the optimizer sees it. */
public interface Clipper<C extends Record> {
    /** Returns the gradient to be used instead; {@code theta} is there for clippers that compare the two. */
    Vector clip(C config, Vector theta, Vector gradient);
}
