package org.recurve.storage.view;

import org.recurve.api.event.Event;
import org.recurve.storage.journal.TrialTrust;

/** The event with which a trial ended, and how far it is trusted. */
public record StoredEnd(Event.TrialEnded ended, TrialTrust trust) {}
