package org.recurve.storage.pack;

/** Reports that what was to be unpacked or joined is not what it should be; the message says what and where, and nothing was changed. */
public final class RefusedPack extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedPack(String message) {
        super(message);
    }

    RefusedPack(String message, Throwable cause) {
        super(message, cause);
    }
}
