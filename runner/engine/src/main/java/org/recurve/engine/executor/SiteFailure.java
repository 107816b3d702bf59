package org.recurve.engine.executor;

/** Thrown when a site can train no trial: its processes do not start, or have another version or other data. The study stops. */
public sealed class SiteFailure extends RuntimeException permits MessagesMissing {
    private static final long serialVersionUID = 1;

    public SiteFailure(String message) {
        super(message);
    }
}
