package org.recurve.storage.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.api.event.Event;

/** Says what keeps an event from being read: the bytes of a journal may be whole and hold what nobody could show or count. */
public final class EventRules {
    private static final Pattern IDENTITY = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** Readers of JSON go down a level of their stack for each of the text's. */
    private static final int DEEPEST = 200;

    private EventRules() {}

    /** Returns why a journal that holds this event cannot be taken for what it says; nothing if all is well. */
    public static Optional<String> broken(Event event) {
        Stream<Optional<String>> rules = switch (event) {
            case Event.StudyStarted it ->
                Stream.concat(
                        Stream.of(time(it.measuredAt()), nesting("comparison", it.compare())),
                        it.trials().stream().map(plan -> identity(plan.trial())));
            case Event.StudyEnded it -> Stream.of(duration(it.measured()));
            case Event.Warned _ -> Stream.empty();
            case Event.TrialStarted it ->
                Stream.of(identity(it.trial()), time(it.measuredAt()), nesting("configuration", it.configuration()));
            case Event.EpochDone it -> Stream.of(identity(it.trial()), duration(it.measured()));
            case Event.TrialEnded it -> Stream.of(identity(it.trial()), time(it.measuredAt()), duration(it.measured()));
            case Event.StepDone _ -> Stream.empty();
            case Event.Checkpointed it -> Stream.of(identity(it.trial()));
            case Event.Recorded it -> Stream.of(identity(it.trial()));
        };
        return rules.flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> identity(String trial) {
        return IDENTITY.matcher(trial).matches()
                ? Optional.empty()
                : Optional.of("an identity that is not sha256: and 64 hexadecimal digits");
    }

    private static Optional<String> time(Instant at) {
        return at.isBefore(FIRST) || at.isAfter(LAST)
                ? Optional.of("a time outside the years 1 to 9999")
                : Optional.empty();
    }

    private static Optional<String> duration(Duration length) {
        return length.compareTo(LONGEST) > 0 || length.compareTo(LONGEST.negated()) < 0
                ? Optional.of("a duration of more than 292 years")
                : Optional.empty();
    }

    private static Optional<String> nesting(String what, String json) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                deepest = Math.max(deepest, ++depth);
            } else if (!quoted && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return deepest > DEEPEST
                ? Optional.of("a " + what + " nested " + deepest + " deep, where " + DEEPEST + " are allowed")
                : Optional.empty();
    }
}
