package org.recurve.api.event;

/** Watches a study. A listener that is slow or fails never slows, reorders or ends training. */
public interface Listener<C extends Record> {
    void on(C config, Event event);
}
