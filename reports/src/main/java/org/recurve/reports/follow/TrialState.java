package org.recurve.reports.follow;

import org.recurve.api.event.Event;

/** Describes how a planned trial stands; what never began is waiting. */
public enum TrialState {
    WAITING("waiting"),
    RUNNING("running"),
    FINISHED("finished"),
    DIVERGED("diverged"),
    FAILED("failed"),
    INTERRUPTED("interrupted");

    private final String word;

    TrialState(String word) {
        this.word = word;
    }

    /** Returns it as people read it, which is also its class in the style sheet. */
    public String word() {
        return word;
    }

    /** Returns whether it came to no result. */
    public boolean isBad() {
        return this == DIVERGED || this == FAILED;
    }

    /** Returns whether nothing more is to come of it. */
    public boolean isEnded() {
        return this == FINISHED || isBad();
    }

    static TrialState of(Event.Status status) {
        return switch (status) {
            case RUNNING -> RUNNING;
            case FINISHED -> FINISHED;
            case DIVERGED -> DIVERGED;
            case FAILED -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
