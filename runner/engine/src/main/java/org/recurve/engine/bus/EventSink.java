package org.recurve.engine.bus;

import org.recurve.api.event.Event;

/** Says where events go. Safe from several threads; events of one thread arrive everywhere in the order they were published. */
@FunctionalInterface
public interface EventSink {
    /** Returns when every recorder has the event; {@link RecordingFailed} if one could not take it. */
    void publish(Event event);
}
