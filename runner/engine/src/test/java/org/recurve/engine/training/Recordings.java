package org.recurve.engine.training;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.recurve.api.event.Event;
import org.recurve.engine.bus.EventSink;

/** All events, in order, to look at afterwards. */
public record Recordings(List<Event> events) implements EventSink {
    public Recordings() {
        this(new CopyOnWriteArrayList<>());
    }

    @Override
    public void publish(Event event) {
        events.add(event);
    }

    public <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
