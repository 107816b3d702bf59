package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.recurve.api.measure.Metric.Better;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Identifier;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.app.binding.Binder;
import org.recurve.app.binding.Bound;
import org.recurve.app.binding.Names;
import org.recurve.app.binding.Owner;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.CanonicalJson;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Vary;

/** Reads what makes a study of a configuration: its name and question, seeds, comparison and expectations. */
final class StudyReader {
    private static final int MOST_SEEDS = 100_000;

    private final FileLimits limits;
    private final Problems problems;
    private final Binder binder;

    StudyReader(FileLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
        this.binder = new Binder(new Registry(List.of(), List.of()), Names.fixed(Set.of(), problems), problems);
    }

    /** The section {@code compare}: the one planned family of tests. */
    public record Compare(
            @Doc("the metric compared") String primary,

            @Doc("the variant that the others are compared with") @Default("baseline")
            String against,

            @Doc("the smallest difference that matters") @Default("0") @Min(0)
            double margin) {}

    /** Seeds as settings. */
    public record Range(
            @Doc("how many") @Min(1) int count,
            @Doc("the first one") @Default("0") long from,

            @Doc("what a seed decides: initial weights, the order of examples, their split, noise in training")
            @Default("[init, order, noise]")
            List<Vary> vary,

            @Doc("how many at the most, added one by one until every planned difference is known as"
                    + " precisely as width says")
            Optional<Integer> most,

            @Doc("the widest 95 % interval of a difference in the primary metric at which no seed is added")
            Optional<Double> width) {
        public Range {
            if (most.isPresent() != width.isPresent()) {
                throw new InvalidSetting(
                        "most and width belong together: seeds are added up to the one, until no interval"
                                + " is wider than the other");
            }
            if (most.isPresent() && count < Precision.LEAST) {
                throw new InvalidSetting("count is " + count + ", but seeds are added by what at least "
                        + Precision.LEAST + " of them show; begin with as many");
            }
            most.filter(all -> all <= count || all > MOST_SEEDS).ifPresent(all -> {
                throw new InvalidSetting("most is " + all + ", but must lie above count, which is " + count
                        + ", and not above " + MOST_SEEDS);
            });
            width.filter(w -> !(w > 0)).ifPresent(w -> {
                throw new InvalidSetting("width is " + w + ", but an interval has a width above 0");
            });
        }

        private List<Long> all() {
            return range(most.orElse(count), from);
        }

        private Optional<Precision> precision() {
            return width.map(w -> new Precision(all().subList(count, all().size()), w));
        }
    }

    /** The study; its own sections are checked even if there are no variants, because the configuration is broken. */
    Experiment read(Mapping file, String text, List<Variant> variants, boolean quick) {
        String name = name(file);
        String question = text(file, Section.QUESTION).orElse("");
        Seeds seeds = file.get(Section.SEEDS.key()).map(this::seeds).orElse(Seeds.ONE);
        Known known = Known.in(file, variants, limits, problems);
        Map<String, Object> asked = new TreeMap<>(file.get(Section.COMPARE.key())
                .flatMap(node -> compare(node, known))
                .orElse(Map.of()));
        if (!seeds.vary().equals(Vary.USUAL)) {
            asked.put(Configuration.VARY, Vary.words(seeds.vary()));
        }
        asked.putAll(nature(variants));
        asked.putAll(new Outcomes(known, problems).read(file));
        String compare = CanonicalJson.write(asked);
        List<Expectation> expectations = file.get(Section.EXPECT.key())
                .map(node -> expectations(node, known))
                .orElse(List.of());
        seeds.precision()
                .filter(_ -> !isCompared(file, variants))
                .ifPresent(_ -> problems.add(
                        seeds.place(),
                        Section.SEEDS.key(),
                        "seeds are added until differences are known precisely enough, but the file compares nothing",
                        "name a primary metric (compare: {primary: test.accuracy}) and a variant under ablate; or"
                                + " leave most and width away"));
        return new Experiment(
                quick ? name + "-quick" : name,
                question,
                text,
                variants,
                seeds.first(),
                seeds.precision(),
                seeds.vary(),
                Optional.empty(),
                checkpoint(file),
                gradcheck(file),
                compare,
                expectations);
    }

    private static boolean isCompared(Mapping file, List<Variant> variants) {
        return file.get(Section.COMPARE.key()).isPresent()
                && (variants.isEmpty() || variants.stream().anyMatch(variant -> !variant.isBaseline()));
    }

    /** Which way each measured metric is better, and which are shares: a report tells by it who gains and who loses. */
    private static Map<String, Object> nature(List<Variant> variants) {
        Map<String, Object> better = new TreeMap<>();
        Set<String> shares = new TreeSet<>();
        for (Variant variant : variants) {
            for (Measure measure : variant.configuration().measures()) {
                measure.metric().ifPresent(metric -> {
                    Better way = metric.call("better", () -> metric.plugin().better());
                    better.put(measure.qualified(), way.name().toLowerCase(Locale.ROOT));
                    if (metric.call("isShare", () -> metric.plugin().isShare())) {
                        shares.add(measure.qualified());
                    }
                });
            }
        }
        return better.isEmpty() ? Map.of() : Map.of("better", better, "shares", List.copyOf(shares));
    }

    private String name(Mapping file) {
        Optional<Node> given = file.get(Section.STUDY.key());
        if (given.isEmpty()) {
            problems.add(
                    file.place(),
                    "study",
                    "a study needs \"study\" (its name, which is also its ID), and it is missing");
        }
        String name = text(file, Section.STUDY).orElse("");
        boolean isText =
                given.filter(n -> n instanceof Scalar s && s.text().isPresent()).isPresent();
        if (isText && !Identifier.isName(name)) {
            problems.add(given.get().place(), "study", "\"" + name + "\" is no name; use " + Identifier.NAME_RULE);
        }
        return name;
    }

    private Optional<String> text(Mapping file, Section section) {
        Optional<Node> node = file.get(section.key());
        Optional<String> text = node.flatMap(n -> n instanceof Scalar scalar ? scalar.text() : Optional.empty());
        if (node.isPresent() && text.isEmpty()) {
            problems.add(
                    node.get().place(),
                    section.key(),
                    "expected text, found " + node.get().described());
        }
        return text;
    }

    /** A number (0 … n − 1), a list, or {@code {count, from, vary}}. */
    Seeds seeds(Node node) {
        String path = Section.SEEDS.key();
        return switch (node) {
            case Scalar scalar when scalar.plain() instanceof Long count -> seeds(range(count, 0), Vary.USUAL, node);
            case Sequence sequence -> seeds(listed(sequence), Vary.USUAL, node);
            case Mapping mapping ->
                record(Range.class, mapping, Section.SEEDS)
                        .map(Bound::value)
                        .map(r -> seeds(r.all(), Set.copyOf(r.vary()), node, r.precision()))
                        .orElse(Seeds.ONE);
            default -> {
                problems.add(
                        node.place(),
                        path,
                        "expected how many, a list of seeds, or {count: …, from: …}, found " + node.described());
                yield Seeds.ONE;
            }
        };
    }

    private Seeds seeds(List<Long> seeds, Set<Vary> vary, Node node) {
        return seeds(seeds, vary, node, Optional.empty());
    }

    private Seeds seeds(List<Long> seeds, Set<Vary> vary, Node node, Optional<Precision> precision) {
        String path = Section.SEEDS.key();
        if (vary.isEmpty()) {
            problems.add(node.place(), path, "vary: a seed that decides nothing gives the same trial each time");
        }
        if (seeds.isEmpty()) {
            problems.add(
                    node.place(), path, "a study needs between 1 and " + MOST_SEEDS + " seeds, found " + node.plain());
        }
        if (new HashSet<>(seeds).size() < seeds.size()) {
            problems.add(node.place(), path, "the same seed stands here twice; each trial is run once");
        }
        return new Seeds(seeds, vary.isEmpty() ? Vary.USUAL : vary, node.place(), precision);
    }

    private static List<Long> range(long count, long from) {
        return count < 1 || count > MOST_SEEDS
                ? List.of()
                : LongStream.range(from, from + count).boxed().toList();
    }

    private List<Long> listed(Sequence sequence) {
        List<Long> seeds = new ArrayList<>();
        for (Node item : sequence.items()) {
            if (item.plain() instanceof Long seed) {
                seeds.add(seed);
            } else {
                problems.add(item.place(), Section.SEEDS.key(), "expected a whole number, found " + item.described());
            }
        }
        return seeds;
    }

    private boolean gradcheck(Mapping file) {
        Optional<Node> node = file.get(Section.GRADCHECK.key());
        Object plain = node.map(Node::plain).orElse(false);
        if (plain instanceof Boolean asked) {
            return asked;
        }
        node.ifPresent(given -> problems.add(
                given.place(), Section.GRADCHECK.key(), "expected true or false, found " + given.described()));
        return false;
    }

    private CheckpointRule checkpoint(Mapping file) {
        return file.get(Section.CHECKPOINT.key())
                .flatMap(node -> settings(node, Section.CHECKPOINT, "{steps: 1000}"))
                .flatMap(mapping -> record(CheckpointRule.class, mapping, Section.CHECKPOINT))
                .map(Bound::value)
                .orElse(CheckpointRule.EACH_HALF_MINUTE);
    }

    private Optional<Mapping> settings(Node node, Section section, String example) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(
                node.place(), section.key(), "expected settings, such as " + example + ", found " + node.described());
        return Optional.empty();
    }

    private <R extends Record> Optional<Bound<R>> record(Class<R> type, Mapping settings, Section section) {
        String path = section.key();
        return binder.record(type, settings, new Owner(path, path, settings.place(), path));
    }

    private Optional<Map<String, Object>> compare(Node node, Known known) {
        String path = Section.COMPARE.key();
        Optional<Mapping> given = settings(node, Section.COMPARE, "{primary: test.accuracy}");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Mapping mapping = given.get();
        Optional<Bound<Compare>> bound = record(Compare.class, mapping, Section.COMPARE);
        text(mapping, "primary").ifPresent(name -> known.metric(name.text().orElseThrow(), name.place(), path));
        text(mapping, "against").ifPresent(name -> known.variant(name.text().orElseThrow(), name.place(), path));
        return bound.map(b -> {
            Map<String, Object> plain = new TreeMap<>();
            ((Mapping) b.normal())
                    .entries()
                    .forEach(e -> plain.put(e.key(), e.value().plain()));
            return plain;
        });
    }

    private static Optional<Scalar> text(Mapping mapping, String key) {
        return mapping.get(key)
                .flatMap(node -> node instanceof Scalar scalar && scalar.text().isPresent()
                        ? Optional.of(scalar)
                        : Optional.empty());
    }

    private List<Expectation> expectations(Node node, Known known) {
        List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        List<Expectation> expectations = new ArrayList<>();
        for (Node item : items) {
            try {
                Expectation expectation = Expectation.parse(String.valueOf(item.plain()));
                known.metric(expectation.metric(), item.place(), Section.EXPECT.key());
                known.arm(expectation.variant(), item.place(), Section.EXPECT.key());
                if (expectation.bound() instanceof Expectation.Bound.Variant other) {
                    known.arm(other.name(), item.place(), Section.EXPECT.key());
                }
                expectations.add(expectation);
            } catch (IllegalArgumentException e) {
                problems.add(item.place(), Section.EXPECT.key(), String.valueOf(e.getMessage()));
            }
        }
        return expectations;
    }
}
