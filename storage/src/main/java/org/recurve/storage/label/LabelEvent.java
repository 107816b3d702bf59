package org.recurve.storage.label;

import java.time.Instant;
import java.util.List;

/**
 * Something that a person said about a study or trial. The names of these records stand in files. A {@code target} is the name of
 * a study, or the identity of a trial.
 */
public sealed interface LabelEvent {
    /** When it was said, by the clock of that machine. */
    Instant at();

    /** Tags were added. */
    record Tagged(String target, List<String> tags, Instant at) implements LabelEvent {
        public Tagged {
            tags = List.copyOf(tags);
        }
    }

    /** Tags were taken away. */
    record Untagged(String target, List<String> tags, Instant at) implements LabelEvent {
        public Untagged {
            tags = List.copyOf(tags);
        }
    }

    /** A note took the place of the one before; empty if there is none any more. */
    record Noted(String target, String text, Instant at) implements LabelEvent {}

    /** These runs of a study are another study's from now on; runs that begin later under its old name are not. */
    record Renamed(String from, String to, List<String> runs, Instant at) implements LabelEvent {
        public Renamed {
            runs = List.copyOf(runs);
        }
    }

    /** All was taken back that was said about something, since it was deleted. */
    record Forgotten(String target, Instant at) implements LabelEvent {}
}
