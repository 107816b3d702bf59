package org.recurve.app.experiment;

import org.recurve.api.event.Listener;
import org.recurve.api.plugin.Spec;
import org.recurve.app.problem.SourcePosition;

/** A listener, and where it was named: in a file, or by an option. */
public record PlacedListener(Spec<Listener<?>> spec, SourcePosition place) {}
