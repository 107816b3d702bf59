package org.recurve.engine.bus;

import org.recurve.api.event.Event;

/** A listener as the bus calls it, on a thread of its own: {@link #open}, every event, {@link #finish}, {@link #close}. */
public interface BusListener extends AutoCloseable {
    /** Returns what warnings call it. */
    String name();

    /** Called before the first event. */
    default void open() {}

    /** Receives an event. */
    void accept(Event event);

    /** Called after the last event, unless the listener was dropped. */
    default void finish() {}

    /** Called at the end in any case. */
    @Override
    default void close() {}

    /** Returns whether it reads the events of trials elsewhere: its queue may then leave them out rather than drop the listener. */
    default boolean catchesUp() {
        return false;
    }

    /** Returns how many events it was given so far: one that catches up is waited for while this grows. Asked by any thread. */
    default long delivered() {
        return 0;
    }
}
