package org.recurve.engine.bus;

/** Thrown by a listener that cannot go on; the message is for the user. */
public final class ListenerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ListenerFailed(String message) {
        super(message);
    }

    public ListenerFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
