package org.recurve.engine.layout;

import java.util.List;

/** The numbers that were found for a tensor of a model, or why none were. */
public sealed interface LayoutResult {
    /**
     * Numbers for a tensor.
     *
     * @param names of the source's tensors that they were in
     * @param change how they lie otherwise there; empty if they do not
     */
    @SuppressWarnings("ArrayRecordComponent") // as large as the model
    record Found(List<String> names, float[] values, String change) implements LayoutResult {
        /** Returns which tensors they were in, and how they lie otherwise there. */
        public String text() {
            return String.join(" + ", names) + (change.isEmpty() ? "" : " (" + change + ")");
        }
    }

    /** Says why there are none. */
    record Missing(String reason) implements LayoutResult {}
}
