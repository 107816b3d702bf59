package org.recurve.api.event;

import java.io.IOException;

/** Receives the events of one run of a study, one after another, on one thread. */
@FunctionalInterface
public interface ListenerSession extends AutoCloseable {
    /** Receives an event. Whatever it throws ends the session, which is then closed. */
    void on(Event event) throws IOException;

    /** Ends the session: after the last event, at Ctrl-C, or after a failure; not if the process is killed. */
    @Override
    default void close() throws IOException {}
}
