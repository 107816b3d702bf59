package org.recurve.engine.bus;

import java.util.Objects;

/** Thrown when a recorder could not take an event: the run must stop, since its numbers would be lost. */
public final class RecordingFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RecordingFailed(String recorder, Throwable cause) {
        super(recorder + " failed, so the run stops before anything is lost: " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
