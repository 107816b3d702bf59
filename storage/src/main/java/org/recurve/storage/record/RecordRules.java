package org.recurve.storage.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.api.plugin.Identifier;

/**
 * Holds records that were read to the rules that experiment files are held to. Names become names of files and of columns,
 * texts become lines, times become numbers: a record that a checksum calls whole may still have been written by anyone.
 */
final class RecordRules {
    private static final Pattern IDENTITY = Pattern.compile("sha256:[0-9a-f]{64}");
    /** Says what a plugin from a jar is known by; empty if that is the whole jar. */
    private static final Pattern CODE = Pattern.compile("(code:sha256:[0-9a-f]{64})?");
    /** A file within a trial's folder. */
    private static final Pattern FILE =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*)?");
    /** Says what would end a line, or tell a terminal or a browser something. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_TEXT = 1 << 24;
    /** A question and a warning are shown as a paragraph. */
    private static final int LONGEST_PARAGRAPH = 1 << 20;
    /** Readers of JSON go down a level of their stack for each of the text's. */
    private static final int DEEPEST = 200;
    /** The largest whole number that every reader of JSON keeps. */
    private static final long LARGEST_COUNT = 1L << 53;

    private static final int MOST_LAYERS = 100_000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    /** Says what can be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private RecordRules() {}

    /** Returns the first thing that is wrong with an event; empty if it is accepted. */
    static Optional<RecordProblem> problem(Event event) {
        return event instanceof Event.StepDone step ? step(step) : first(of(event));
    }

    /** Returns the first thing that is wrong with what steps have in common. */
    static Optional<RecordProblem> problem(StepContext steps) {
        return first(Stream.concat(
                Stream.of(identity("trial", steps.trial())),
                steps.watched().stream().map(name -> name("watched", name))));
    }

    private static Optional<RecordProblem> first(Stream<Optional<RecordProblem>> problems) {
        return problems.flatMap(Optional::stream).findFirst();
    }

    private static Stream<Optional<RecordProblem>> of(Event event) {
        return switch (event) {
            case Event.StepDone it -> Stream.of(step(it));
            case Event.StudyStarted it -> started(it);
            case Event.TrialStarted it -> started(it);
            case Event.EpochDone it ->
                Stream.of(
                        identity("trial", it.trial()),
                        count("step", it.step()),
                        names("metrics", it.metrics()),
                        line("digest", it.digest()),
                        length("measured", it.measured()));
            case Event.Checkpointed it ->
                Stream.of(
                        identity("trial", it.trial()),
                        count("step", it.step()),
                        must("file", it.file(), FILE.asMatchPredicate(), "is not a file within the trial's folder"),
                        line("digest", it.digest()));
            case Event.Recorded it ->
                Stream.of(identity("trial", it.trial()), count("step", it.step()), name("name", it.name()));
            case Event.TrialEnded it ->
                Stream.of(
                        identity("trial", it.trial()),
                        text("reason", it.reason()),
                        names("metrics", it.metrics()),
                        line("digest", it.digest()),
                        length("measured", it.measured()),
                        time("measuredAt", it.measuredAt()));
            case Event.StudyEnded it -> Stream.of(study(it.study()), length("measured", it.measured()));
            case Event.Warned it -> Stream.of(paragraph("about", it.about()), paragraph("message", it.message()));
        };
    }

    /** Checks a step; there may be millions, so what they have in common was checked before. */
    private static Optional<RecordProblem> step(Event.StepDone it) {
        boolean good = it.step() >= 0 && it.examples() >= 0 && !it.trial().isEmpty();
        return good
                ? Optional.empty()
                : Optional.of(new RecordProblem("step", it.step() + " is negative, or no trial's, or of no examples"));
    }

    @SuppressWarnings("deprecation") // journals of earlier versions have their questions there
    private static Stream<Optional<RecordProblem>> started(Event.StudyStarted it) {
        Stream<Optional<RecordProblem>> plan = IntStream.range(0, it.trials().size())
                .boxed()
                .flatMap(i -> planned("trials[" + i + "].", it.trials().get(i)));
        return Stream.concat(
                Stream.of(
                        study(it.study()),
                        paragraph("question", it.question()),
                        text("file", it.file()),
                        json("compare", it.compare()),
                        time("measuredAt", it.measuredAt()),
                        line("bounds", it.bounds())),
                Stream.concat(it.questions().stream().flatMap(QuestionRules::of), plan));
    }

    private static Stream<Optional<RecordProblem>> planned(String path, Event.TrialPlan it) {
        return Stream.of(
                identity(path + "trial", it.trial()),
                variant(path + "variant", it.variant()),
                task(path + "task", it.task()));
    }

    private static Stream<Optional<RecordProblem>> started(Event.TrialStarted it) {
        Provenance from = it.provenance();
        return Stream.concat(
                Stream.of(
                        identity("trial", it.trial()),
                        study(it.study()),
                        variant("variant", it.variant()),
                        task("task", it.task()),
                        json("configuration", it.configuration()),
                        time("measuredAt", it.measuredAt()),
                        line("provenance.dataDigest", from.dataDigest()),
                        line("provenance.recurve", from.recurve()),
                        facts("provenance.machine", from.machine()),
                        facts("provenance.plugins", from.plugins()),
                        code(from),
                        layers(it.layers())),
                from.plugins().keySet().stream()
                        .map(id -> must(
                                "provenance.plugins",
                                id,
                                RecordRules::isPlugin,
                                "is not an id; use " + Identifier.RULE)));
    }

    /** Returns the training loop's version stands beside the plugins'. */
    private static boolean isPlugin(String name) {
        return name.equals(Provenance.TRAINING_LOOP) || Identifier.isValid(name);
    }

    /** The code of plugins from jars: of those that are named, under names of classes. */
    private static Optional<RecordProblem> code(Provenance from) {
        return first(from.code().entrySet().stream()
                .flatMap(plugin -> Stream.concat(
                        Stream.of(must(
                                "provenance.code",
                                plugin.getKey(),
                                from.plugins()::containsKey,
                                "is not among the plugins")),
                        plugin.getValue().stream()
                                .flatMap(code -> code(code, from.plugins().getOrDefault(plugin.getKey(), ""))))));
    }

    /** Trials that earlier versions began are known by the jar, though the digest of the code is noted. */
    private static Stream<Optional<RecordProblem>> code(PluginCode it, String versions) {
        return Stream.of(
                must(
                        "provenance.code",
                        it.identity(),
                        _ -> versions.contains(it.identity()) || versions.contains(it.jar()),
                        "is not what the plugin is known by"),
                name("provenance.code.type", it.type()),
                identity("provenance.code.jar", it.jar()),
                must("provenance.code.digest", it.digest(), CODE.asMatchPredicate(), "is not a digest of code"),
                line("provenance.code.whole", it.whole()));
    }

    /** Names, each with what is to be said of it in a line. */
    private static Optional<RecordProblem> facts(String field, Map<String, String> facts) {
        return names(field, facts)
                .or(() -> first(facts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(fact -> must(
                                field + "." + fact.getKey(),
                                fact.getValue(),
                                it -> !UNPRINTABLE.matcher(it).find() && it.length() <= LONGEST_PARAGRAPH,
                                "is not one line of text"))));
    }

    /** Pages show their sums, which must be numbers as well. */
    private static Optional<RecordProblem> layers(List<Event.LayerSummary> layers) {
        return layers.size() > MOST_LAYERS
                ? Optional.of(new RecordProblem("layers", layers.size() + " of them are more than " + MOST_LAYERS))
                : first(IntStream.range(0, layers.size())
                                .boxed()
                                .flatMap(i -> layer("layers[" + i + "].", layers.get(i))))
                        .or(() -> first(Stream.of(
                                sum("parameters", layers, Event.LayerSummary::parameters),
                                sum("links", layers, Event.LayerSummary::links),
                                sum("flops", layers, Event.LayerSummary::flops))));
    }

    private static Stream<Optional<RecordProblem>> layer(String path, Event.LayerSummary it) {
        return Stream.of(
                line(path + "name", it.name()),
                line(path + "plugin", it.plugin()),
                line(path + "algorithm", it.algorithm()),
                line(path + "output", it.output()),
                size(path + "parameters", it.parameters()),
                size(path + "links", it.links()),
                size(path + "flops", it.flops()));
    }

    private static Optional<RecordProblem> sum(
            String field, List<Event.LayerSummary> layers, ToLongFunction<Event.LayerSummary> count) {
        double sum = layers.stream().mapToDouble(count::applyAsLong).sum();
        return sum > LARGEST_COUNT
                ? Optional.of(new RecordProblem("layers", "together have more than 2^53 " + field))
                : Optional.empty();
    }

    private static Optional<RecordProblem> identity(String field, String value) {
        return must(field, value, IDENTITY.asMatchPredicate(), "is not an identity: sha256: and 64 hexadecimal digits");
    }

    private static Optional<RecordProblem> study(String name) {
        return must("study", name, StudyName::isValid, "is not a name; use " + Identifier.RULE);
    }

    private static Optional<RecordProblem> task(String field, String name) {
        return must(field, name, it -> it.isEmpty() || Identifier.isValid(it), "is not a name; use " + Identifier.RULE);
    }

    /** Sweeps and pairs make names of settings and values, none of which has a separator of paths. */
    private static Optional<RecordProblem> variant(String field, String name) {
        return must(
                field,
                name,
                it -> isName(it) && !it.startsWith(".") && it.indexOf('/') < 0 && it.indexOf('\\') < 0,
                "is not a name of a variant");
    }

    static Optional<RecordProblem> names(String field, Map<String, ?> named) {
        return first(named.keySet().stream().sorted().map(name -> name(field, name)));
    }

    static Optional<RecordProblem> name(String field, String name) {
        return must(
                field, name, RecordRules::isName, "is not a name: empty, too long, or with characters nobody can see");
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && !UNPRINTABLE.matcher(text).find();
    }

    static Optional<RecordProblem> line(String field, String text) {
        return must(field, text, it -> it.isEmpty() || isName(it), "is not one short line of text");
    }

    private static Optional<RecordProblem> text(String field, String text) {
        return must(field, text, it -> it.length() <= LONGEST_TEXT, "is longer than " + LONGEST_TEXT + " characters");
    }

    static Optional<RecordProblem> paragraph(String field, String text) {
        return must(
                field,
                text,
                it -> it.length() <= LONGEST_PARAGRAPH,
                "is longer than " + LONGEST_PARAGRAPH + " characters");
    }

    private static Optional<RecordProblem> json(String field, String text) {
        return text(field, text)
                .or(() ->
                        must(field, text, it -> depth(it) <= DEEPEST, "is nested deeper than " + DEEPEST + " levels"));
    }

    /** Returns how deep brackets stand in each other, those in quoted texts left out. */
    private static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private static Optional<RecordProblem> count(String field, long value) {
        return value >= 0 ? Optional.empty() : Optional.of(new RecordProblem(field, value + " is negative"));
    }

    private static Optional<RecordProblem> size(String field, long value) {
        return value >= 0 && value <= LARGEST_COUNT
                ? Optional.empty()
                : Optional.of(new RecordProblem(field, value + " is negative or above 2^53"));
    }

    private static Optional<RecordProblem> time(String field, Instant value) {
        boolean good = !value.isBefore(EARLIEST) && !value.isAfter(LATEST);
        return good
                ? Optional.empty()
                : Optional.of(new RecordProblem(field, "is not a time between the years 1 and 9999"));
    }

    private static Optional<RecordProblem> length(String field, Duration value) {
        return value.abs().compareTo(LONGEST) <= 0
                ? Optional.empty()
                : Optional.of(new RecordProblem(field, "is longer than 292 years"));
    }

    private static Optional<RecordProblem> must(String field, String value, Predicate<String> rule, String unless) {
        return rule.test(value)
                ? Optional.empty()
                : Optional.of(new RecordProblem(field, RecordProblem.quoted(value) + " " + unless));
    }
}
