package org.recurve.storage.label;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.storage.record.RecordProblem;
import org.recurve.storage.record.StudyName;

/** Describes what labels may say, whether they are given on a command line or read from a file that anyone may have written. */
public final class LabelRules {
    /** The rule for tags, in words. */
    public static final String TAG_RULE = "letters and digits, with . _ - after the first, 64 characters at most";

    private static final int MOST_TAGS = 1000;
    private static final int MOST_RUNS = 100_000;

    /** The length of a note, which is a paragraph and no file. */
    public static final int LONGEST_NOTE = 10_000;

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,63}");
    private static final Pattern IDENTITY = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern RUN = Pattern.compile("studies/(?!\\.\\.?$)[^/\\\\\\p{C}]{1,255}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private LabelRules() {}

    /** Returns whether a text can be a tag. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Returns the first thing that is wrong with an event; empty if it is accepted. */
    static Optional<RecordProblem> problem(LabelEvent event) {
        Stream<Optional<RecordProblem>> own = switch (event) {
            case LabelEvent.Tagged it -> Stream.of(target(it.target()), tags(it.tags()));
            case LabelEvent.Untagged it -> Stream.of(target(it.target()), tags(it.tags()));
            case LabelEvent.Noted it ->
                Stream.of(
                        target(it.target()), must("text", it.text().length() <= LONGEST_NOTE, "is longer than a note"));
            case LabelEvent.Renamed it ->
                Stream.of(
                        must("from", StudyName.isValid(it.from()), "is no name of a study"),
                        must("to", StudyName.isValid(it.to()), "is no name of a study"),
                        must(
                                "runs",
                                it.runs().size() <= MOST_RUNS
                                        && it.runs().stream()
                                                .allMatch(
                                                        run -> RUN.matcher(run).matches()),
                                "are no folders of runs"));
            case LabelEvent.Forgotten it -> Stream.of(target(it.target()));
        };
        boolean time = !event.at().isBefore(EARLIEST) && !event.at().isAfter(LATEST);
        return Stream.concat(own, Stream.of(must("at", time, "is no time of these millennia")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<RecordProblem> target(String target) {
        return must(
                "target",
                StudyName.isValid(target) || IDENTITY.matcher(target).matches(),
                "is neither a study's name nor a trial's identity");
    }

    private static Optional<RecordProblem> tags(List<String> tags) {
        return must("tags", tags.size() <= MOST_TAGS && tags.stream().allMatch(LabelRules::isTag), "are not tags");
    }

    private static Optional<RecordProblem> must(String field, boolean holds, String why) {
        return holds ? Optional.empty() : Optional.of(new RecordProblem(field, why));
    }
}
