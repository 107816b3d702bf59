package org.recurve.engine.executor;

/**
 * Thrown when messages about a trial were lost or doubled on their way. A site that can have the trial trained anew takes it for lost;
 * at another one the study stops.
 */
public final class MessagesMissing extends SiteFailure {
    private static final long serialVersionUID = 1;

    MessagesMissing(String message) {
        super(message);
    }
}
