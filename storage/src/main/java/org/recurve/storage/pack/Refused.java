package org.recurve.storage.pack;

/** What was to be unpacked or joined is not what it should be; the message says what and where, and nothing was changed. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
