package org.recurve.engine.bus;

import java.util.Optional;
import org.recurve.api.event.Event;

/**
 * Describes what a dropped listener was not given.
 *
 * @param listener its name
 * @param count of the events that were published for it
 * @param first empty if it was dropped before any
 */
public record MissedEvents(String listener, long count, Optional<Event> first) {}
