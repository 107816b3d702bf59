package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Identifier;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.app.binding.BoundNode;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingOwner;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.document.FileLimits;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.spec.KeptWeights;

/** Reads what makes a study of a configuration: its name and question, seeds, comparison and expectations. */
final class StudyReader {
    private static final int MOST_SEEDS = 100_000;

    private final FileLimits limits;
    private final ListenerReader listenerReader;
    private final ProblemCollector collector;
    private final SettingsBinder binder;

    StudyReader(PluginRegistry registry, FileLimits limits, ProblemCollector collector) {
        this.limits = limits;
        this.listenerReader = ListenerReader.ofFile(registry, collector);
        this.collector = collector;
        this.binder = new SettingsBinder(
                new PluginRegistry(List.of(), List.of(), List.of()), PartNames.fixed(Set.of(), collector), collector);
    }

    /** Seeds as settings. */
    public record SeedRange(
            @Doc("how many; with folds, how many rounds of all folds") @Min(1)
            int count,

            @Doc("the first one") @Default("0") long from,

            @Doc("what a seed decides: initial weights, the order of examples, their split, noise in training")
            @Default("[init, order, noise]")
            List<SeedVariation> vary,

            @Doc("how many at the most, added one by one until every planned difference is known as"
                    + " precisely as width says")
            Optional<Integer> most,

            @Doc("the widest 95 % interval of a difference in the primary metric at which no seed is added")
            Optional<Double> width,

            @Doc(
                    "into how many folds the examples are divided, each of which is the test split once in each round; trial"
                            + " n is fold n mod folds, counted from 0, of round n / folds; with split under vary, each round divides anew")
            Optional<Integer> folds,

            @Doc("which of them are run; all if left out") Optional<List<Long>> only) {
        public SeedRange {
            only = only.map(List::copyOf);
            if (only.isPresent() && most.isPresent()) {
                throw new InvalidSetting(
                        "only says which seeds are run, and most adds seeds by what these find; remove one of them");
            }
            folds.filter(number -> number < 2).ifPresent(number -> {
                throw new InvalidSetting("folds is " + number
                        + ", but one fold is tested and the others are trained on: at" + " least 2");
            });
            if (folds.isPresent() && width.isPresent()) {
                throw new InvalidSetting("width adds seeds, which are tested as if they were independent, and folds are"
                        + " not; remove most and width, or folds");
            }
            if (most.isPresent() != width.isPresent()) {
                throw new InvalidSetting(
                        "most and width belong together: seeds are added up to the one, until no interval"
                                + " is wider than the other");
            }
            if (most.isPresent() && count < SeedPrecision.LEAST) {
                throw new InvalidSetting("count is " + count + ", but whether more seeds are needed is decided from the"
                        + " results of at least " + SeedPrecision.LEAST + "; start with " + SeedPrecision.LEAST
                        + " or more");
            }
            most.filter(all -> all <= count || all > MOST_SEEDS).ifPresent(all -> {
                throw new InvalidSetting("most is " + all + ", but must be greater than count, which is " + count
                        + ", and not above " + MOST_SEEDS);
            });
            width.filter(w -> !(w > 0)).ifPresent(w -> {
                throw new InvalidSetting("width is " + w + ", but an interval has a width above 0");
            });
        }

        private List<Long> all() {
            int each = folds.orElse(1);
            return only.isPresent() ? only.get() : range((long) most.orElse(count) * each, from * each);
        }

        private Optional<SeedPrecision> precision() {
            return width.map(w -> new SeedPrecision(all().subList(count, all().size()), w));
        }
    }

    /** Returns the study; its own sections are checked even if there are no variants, because the configuration is broken. */
    Experiment read(MappingNode file, String text, List<StudyVariant> variants, boolean quick) {
        String name = name(file);
        String question = text(file, FileSection.QUESTION).orElse("");
        SeedList seedList = file.get(FileSection.SEEDS.key()).map(this::seeds).orElse(SeedList.ONE);
        NameResolver resolver = NameResolver.in(file, variants, limits, collector);
        StudyQuestions questions = new ReportQuestions(resolver, binder, collector)
                .read(file, seedList.told(), seedList.folds(), variants);
        List<Expectation> expectations = file.get(FileSection.EXPECT.key())
                .map(node -> expectations(node, resolver))
                .orElse(List.of());
        seedList.precision()
                .filter(_ -> !isCompared(file, variants))
                .ifPresent(_ -> collector.add(
                        seedList.place(),
                        FileSection.SEEDS.key(),
                        "seeds are added until differences are known precisely enough, but the file compares nothing",
                        "name a primary metric (compare: {primary: test.accuracy}) and a variant under ablate; or"
                                + " remove most and width"));
        return new Experiment(
                quick ? name + "-quick" : name,
                question,
                text,
                variants,
                seedList.first(),
                seedList.precision(),
                seedList.vary(),
                Optional.empty(),
                checkpoint(file),
                weights(file),
                gradcheck(file),
                file.get(FileSection.LISTEN.key()).map(listenerReader::read).orElse(List.of()),
                questions,
                expectations,
                StartSources.NONE);
    }

    private static boolean isCompared(MappingNode file, List<StudyVariant> variants) {
        return file.get(FileSection.COMPARE.key()).isPresent()
                && (variants.isEmpty() || variants.stream().anyMatch(variant -> !variant.isBaseline()));
    }

    private String name(MappingNode file) {
        Optional<YamlNode> given = file.get(FileSection.STUDY.key());
        if (given.isEmpty()) {
            collector.add(
                    file.place(),
                    "study",
                    "a study needs \"study\" (its name, which is also its ID), and it is missing");
        }
        String name = text(file, FileSection.STUDY).orElse("");
        boolean isText = given.filter(n -> n instanceof ScalarNode s && s.text().isPresent())
                .isPresent();
        if (isText && !Identifier.isName(name)) {
            collector.add(given.get().place(), "study", "\"" + name + "\" is not a name; use " + Identifier.NAME_RULE);
        }
        return name;
    }

    private Optional<String> text(MappingNode file, FileSection section) {
        Optional<YamlNode> node = file.get(section.key());
        Optional<String> text =
                node.flatMap(n -> n instanceof ScalarNode scalarNode ? scalarNode.text() : Optional.empty());
        if (node.isPresent() && text.isEmpty()) {
            collector.add(
                    node.get().place(),
                    section.key(),
                    "expected text, found " + node.get().described());
        }
        return text;
    }

    /** Returns a number (0 … n − 1), a list, or {@code {count, from, vary}}. */
    SeedList seeds(YamlNode node) {
        String path = FileSection.SEEDS.key();
        return switch (node) {
            case ScalarNode scalarNode
            when scalarNode.plain() instanceof Long count -> seeds(range(count, 0), SeedVariation.USUAL, node);
            case SequenceNode sequenceNode -> seeds(listed(sequenceNode), SeedVariation.USUAL, node);
            case MappingNode mappingNode ->
                record(SeedRange.class, mappingNode, FileSection.SEEDS)
                        .map(BoundNode::value)
                        .map(r -> seeds(
                                r.all(),
                                Set.copyOf(r.vary()),
                                node,
                                r.precision(),
                                r.folds().orElse(0)))
                        .orElse(SeedList.ONE);
            default -> {
                collector.add(
                        node.place(),
                        path,
                        "expected how many, a list of seeds, or {count: …, from: …}, found " + node.described());
                yield SeedList.ONE;
            }
        };
    }

    private SeedList seeds(List<Long> seeds, Set<SeedVariation> vary, YamlNode node) {
        return seeds(seeds, vary, node, Optional.empty(), 0);
    }

    private SeedList seeds(
            List<Long> seeds, Set<SeedVariation> vary, YamlNode node, Optional<SeedPrecision> precision, int folds) {
        String path = FileSection.SEEDS.key();
        if (vary.isEmpty()) {
            collector.add(node.place(), path, "vary: a seed that decides nothing gives the same trial each time");
        }
        if (seeds.isEmpty()) {
            collector.add(
                    node.place(), path, "a study needs between 1 and " + MOST_SEEDS + " seeds, found " + node.plain());
        }
        if (new HashSet<>(seeds).size() < seeds.size()) {
            collector.add(node.place(), path, "the same seed appears twice; each trial runs once");
        }
        return new SeedList(seeds, vary.isEmpty() ? SeedVariation.USUAL : vary, node.place(), precision, folds);
    }

    private static List<Long> range(long count, long from) {
        return count < 1 || count > MOST_SEEDS
                ? List.of()
                : LongStream.range(from, from + count).boxed().toList();
    }

    private List<Long> listed(SequenceNode sequenceNode) {
        List<Long> seeds = new ArrayList<>();
        for (YamlNode item : sequenceNode.items()) {
            if (item.plain() instanceof Long seed) {
                seeds.add(seed);
            } else {
                collector.add(
                        item.place(), FileSection.SEEDS.key(), "expected a whole number, found " + item.described());
            }
        }
        return seeds;
    }

    private boolean gradcheck(MappingNode file) {
        Optional<YamlNode> node = file.get(FileSection.GRADCHECK.key());
        Object plain = node.map(YamlNode::plain).orElse(false);
        if (plain instanceof Boolean asked) {
            return asked;
        }
        node.ifPresent(given -> collector.add(
                given.place(), FileSection.GRADCHECK.key(), "expected true or false, found " + given.described()));
        return false;
    }

    private CheckpointRule checkpoint(MappingNode file) {
        return file.get(FileSection.CHECKPOINT.key())
                .flatMap(node -> settings(node, FileSection.CHECKPOINT, "{steps: 1000}"))
                .flatMap(mappingNode -> record(CheckpointRule.class, mappingNode, FileSection.CHECKPOINT))
                .map(BoundNode::value)
                .orElse(CheckpointRule.EACH_HALF_MINUTE);
    }

    private KeptWeights weights(MappingNode file) {
        Optional<YamlNode> node = file.get(FileSection.WEIGHTS.key());
        Optional<KeptWeights> kept = node.flatMap(given -> keptWeights(String.valueOf(given.plain())));
        node.filter(_ -> kept.isEmpty())
                .ifPresent(given -> collector.add(
                        given.place(),
                        FileSection.WEIGHTS.key(),
                        "expected " + String.join(", ", keptWords()) + ", found " + given.described()));
        return kept.orElse(KeptWeights.SELECTED);
    }

    /** Returns the words that {@code weights} may be. */
    static List<String> keptWords() {
        return Arrays.stream(KeptWeights.values())
                .map(kept -> kept.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<KeptWeights> keptWeights(String word) {
        return Arrays.stream(KeptWeights.values())
                .filter(kept -> kept.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private Optional<MappingNode> settings(YamlNode node, FileSection section, String example) {
        if (node instanceof MappingNode mappingNode) {
            return Optional.of(mappingNode);
        }
        collector.add(
                node.place(), section.key(), "expected settings, such as " + example + ", found " + node.described());
        return Optional.empty();
    }

    private <R extends Record> Optional<BoundNode<R>> record(Class<R> type, MappingNode settings, FileSection section) {
        String path = section.key();
        return binder.record(type, settings, new SettingOwner(path, path, settings.place(), path));
    }

    private List<Expectation> expectations(YamlNode node, NameResolver resolver) {
        List<YamlNode> items = node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node);
        List<Expectation> expectations = new ArrayList<>();
        for (YamlNode item : items) {
            try {
                Expectation expectation = Expectation.parse(String.valueOf(item.plain()));
                resolver.metric(expectation.metric(), item.place(), FileSection.EXPECT.key());
                resolver.arm(expectation.arm(), item.place(), FileSection.EXPECT.key());
                if (expectation.bound() instanceof Expectation.ExpectedBound.ArmBound other) {
                    resolver.arm(other.arm(), item.place(), FileSection.EXPECT.key());
                }
                expectations.add(expectation);
            } catch (IllegalArgumentException e) {
                collector.add(item.place(), FileSection.EXPECT.key(), String.valueOf(e.getMessage()));
            }
        }
        return expectations;
    }
}
