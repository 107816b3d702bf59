package org.recurve.storage.sql;

/** The text is not a query that may be asked; the message says why. */
public final class RefusedQuery extends RuntimeException {
    RefusedQuery(String message) {
        super(message);
    }

    RefusedQuery(String message, Throwable cause) {
        super(message, cause);
    }
}
