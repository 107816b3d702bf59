package org.recurve.storage.view;

import java.time.Duration;
import java.time.Instant;
import org.recurve.api.event.Provenance;

/**
 * Another run of a trial, from nothing and elsewhere, that came to the same digest.
 *
 * @param provenance of that run
 * @param started when it began, by the clock of the machine that ran it
 * @param measured how long it took
 */
public record TrialReproduction(Provenance provenance, Instant started, Duration measured) {}
