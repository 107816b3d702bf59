package org.recurve.storage.index;

import java.util.Optional;
import org.recurve.api.event.Event;

/** The events with which a trial began and ended, and the journal that has them. */
public record TrialEvents(JournalEntry journal, Event.TrialStarted started, Optional<Event.TrialEnded> ended) {}
