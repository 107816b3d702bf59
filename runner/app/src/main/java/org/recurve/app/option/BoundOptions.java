package org.recurve.app.option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.engine.study.RunBounds;
import org.recurve.engine.study.StudyShard;
import org.recurve.storage.journal.TrialTrust;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Describes how much of a study a run does; a study that was run in part says so wherever it is shown. Filled by picocli. */
public final class BoundOptions {
    private static final String MAX_TIME = "--max-time";
    private static final String MAX_TRIALS = "--max-trials";
    private static final String SHARD = "--shard";
    private static final Pattern PART = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Describes what becomes of the other trials when one fails. */
    enum OnFailure {
        CONTINUE,
        STOP
    }

    @Option(
            names = MAX_TIME,
            paramLabel = "TIME",
            description = "Stop after this long, as in 90s, 10m or 1h30m; what runs then is kept at its last step.")
    private Optional<String> maxTime = Optional.empty();

    @Option(
            names = MAX_TRIALS,
            paramLabel = "N",
            description = "Run only the first N trials of the study; those that tune it are not counted.")
    private Optional<Integer> maxTrials = Optional.empty();

    @Option(
            names = SHARD,
            paramLabel = "I/N",
            description = "Run part I of N, on any machine; the parts meet in one store, or by recurve import.")
    private Optional<String> shard = Optional.empty();

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "continue",
            description = "When a trial fails, continue with the others (the default), or stop.")
    private OnFailure onFailure = OnFailure.CONTINUE;

    @Option(
            names = "--retry-failed",
            description = "Run trials again that failed before; otherwise they keep their status and reason.")
    private boolean retryFailed;

    @Option(
            names = "--trust",
            paramLabel = "WHAT",
            defaultValue = "imported",
            converter = TrustConverter.class,
            description = {
                "Which finished trials are reused: imported (the default) reuses all, and labels what was imported;",
                "verified, those that this store ran or verify reproduced here; own, those that it ran. The rest is",
                "retrained, and what was imported is kept as well."
            })
    private TrialTrust trust = TrialTrust.IMPORTED;

    /** Trials that are trusted less than this are retrained. */
    public TrialTrust trust() {
        return trust;
    }

    /** Reads the words that results show. */
    static final class TrustConverter implements ITypeConverter<TrialTrust> {
        @Override
        public TrialTrust convert(String word) {
            return Stream.of(TrialTrust.values())
                    .filter(trust -> trust.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("expected imported, verified or own, found \"" + word + "\""));
        }
    }

    public boolean retryFailed() {
        return retryFailed;
    }

    /** After how long the run is to stop. */
    public Optional<Duration> maxTime() {
        return maxTime.map(text -> NumberOptions.time(MAX_TIME, text));
    }

    /** Returns the bounds; {@link UserError} if they are none, or none for this study. */
    public RunBounds bounds(Experiment experiment) {
        maxTrials.ifPresent(most -> NumberOptions.positive(MAX_TRIALS, most));
        maxTime();
        Optional<StudyShard> part = shard.map(BoundOptions::part);
        if (part.isPresent() && experiment.tune().isPresent()) {
            throw wrong(
                    SHARD,
                    "each part of " + experiment.study()
                            + " would tune all variants, since a search goes by its results;"
                            + " run a study with tune as a whole, with more --jobs");
        }
        return new RunBounds(maxTrials, part, onFailure == OnFailure.STOP, text());
    }

    private static StudyShard part(String text) {
        Matcher parts = PART.matcher(text);
        if (parts.matches()) {
            int part = Integer.parseInt(parts.group(1));
            int of = Integer.parseInt(parts.group(2));
            if (part >= 1 && part <= of) {
                return new StudyShard(part, of);
            }
        }
        throw wrong(SHARD, "expected a part and how many there are, from 1/4 to 4/4, found \"" + text + "\"");
    }

    private static UserError wrong(String option, String what) {
        return new UserError(Problem.at(SourcePosition.of(option), "", what));
    }

    private String text() {
        List<String> given = new ArrayList<>();
        maxTime.ifPresent(time -> given.add(MAX_TIME + " " + time));
        maxTrials.ifPresent(most -> given.add(MAX_TRIALS + " " + most));
        shard.ifPresent(part -> given.add(SHARD + " " + part));
        if (onFailure == OnFailure.STOP) {
            given.add("--on-failure " + onFailure.name().toLowerCase(Locale.ROOT));
        }
        return String.join(" ", given);
    }
}
