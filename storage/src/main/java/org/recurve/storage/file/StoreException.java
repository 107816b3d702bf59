package org.recurve.storage.file;

/** The store cannot be read or written; the message says what, where, why, and what to do. */
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
