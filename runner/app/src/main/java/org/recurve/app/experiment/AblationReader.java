package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.SettingNames;
import org.recurve.app.document.FileLimits;
import org.recurve.app.document.FileLimits.Limit;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Reads {@code ablate} and {@code tasks}: named deltas. A mode makes the variants of an ablation from {@code of}, in which
 * each delta takes something away: {@code leave-one-out} applies one at a time, {@code pairs} also every two, and
 * {@code add-one-in} all of them ({@code none}) and all but one ({@code only-…}); {@code one-factor} sets each path to each of
 * its values, one at a time.
 */
record AblationReader(FileLimits limits, ProblemCollector problems) {
    private static final String MODE = "mode";
    private static final String OF = "of";

    private enum Mode {
        LEAVE_ONE_OUT,
        ONE_FACTOR,
        ADD_ONE_IN,
        PAIRS;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Returns the variants besides the baseline, each with its delta. */
    List<MappingEntry> of(MappingNode file) {
        List<MappingEntry> named = named(file, FileSection.ABLATE, "{no-pool: {remove: pool1}}");
        MappingNode section = new MappingNode(file.place(), named);
        if (section.entry(MODE).isEmpty()) {
            return isAllowed(named, FileSection.ABLATE) ? valid(named, FileSection.ABLATE) : List.of();
        }
        Optional<Mode> mode = mode(section.entry(MODE).orElseThrow());
        section.entries().stream()
                .filter(e -> !List.of(MODE, OF).contains(e.key()))
                .forEach(e -> problems.add(
                        e.place(), "ablate." + e.key(), "with a mode, only \"of\" is allowed: the deltas to combine"));
        if (!(section.get(OF).orElse(file) instanceof MappingNode of) || of.equals(file)) {
            problems.add(
                    section.entry(MODE).orElseThrow().place(),
                    "ablate.mode",
                    "a mode needs \"of\", the deltas it is made of, such as of: {no-pool: {remove: pool1}}");
            return List.of();
        }
        boolean paths = mode.equals(Optional.of(Mode.ONE_FACTOR));
        if (!paths) {
            valid(of.entries(), FileSection.ABLATE);
        }
        return mode.filter(m -> isAllowed(m, of)).map(m -> variants(m, of)).orElse(List.of());
    }

    /** Returns the tasks, each with its delta. */
    List<MappingEntry> tasks(MappingNode file) {
        List<MappingEntry> named = named(file, FileSection.TASKS, "{short: {data.steps: 10}}");
        return isAllowed(named, FileSection.TASKS) ? valid(named, FileSection.TASKS) : List.of();
    }

    private boolean isAllowed(List<MappingEntry> named, FileSection section) {
        return named.isEmpty()
                || limits.allow(Limit.VARIANTS, named.size(), named.getFirst().place(), section.key(), problems);
    }

    private boolean isAllowed(Mode mode, MappingNode of) {
        long n = of.entries().size();
        long count = switch (mode) {
            case LEAVE_ONE_OUT -> n;
            case PAIRS -> n + n * (n - 1) / 2;
            case ADD_ONE_IN -> n + 1;
            case ONE_FACTOR ->
                of.entries().stream()
                        .mapToLong(e -> e.value() instanceof SequenceNode list
                                ? list.items().size()
                                : 1)
                        .sum();
        };
        if (!limits.allow(Limit.VARIANTS, count, of.place(), "ablate.of", problems)) {
            return false;
        }
        // Each of these variants makes all the changes but one's own: counted before they are written out.
        long all = of.entries().stream().mapToLong(e -> changes(e.value())).sum();
        return mode != Mode.ADD_ONE_IN
                || limits.allow(Limit.CHANGES, FileLimits.times(all, n), of.place(), "ablate.of", problems);
    }

    /** Returns how many changes a delta makes. */
    static long changes(YamlNode delta) {
        return switch (delta) {
            case MappingNode mappingNode ->
                mappingNode.entries().stream()
                        .mapToLong(e -> e.value() instanceof MappingNode m
                                ? Math.max(1, m.entries().size())
                                : 1)
                        .sum();
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream().mapToLong(AblationReader::changes).sum();
            case ScalarNode _, YamlNode.ReferenceNode _ -> 1;
        };
    }

    private List<MappingEntry> named(MappingNode file, FileSection section, String example) {
        Optional<YamlNode> node = file.get(section.key());
        if (node.isPresent() && node.get() instanceof MappingNode mappingNode) {
            return mappingNode.entries();
        }
        node.ifPresent(n -> problems.add(
                n.place(), section.key(), "expected named changes, such as " + example + ", found " + n.described()));
        return List.of();
    }

    private List<MappingEntry> valid(List<MappingEntry> named, FileSection section) {
        named.stream()
                .filter(e -> !Identifier.isName(e.key()) || e.key().equals(StudyVariant.BASELINE))
                .forEach(e -> problems.add(
                        e.place(),
                        section.key() + "." + e.key(),
                        e.key().equals(StudyVariant.BASELINE)
                                ? "\"baseline\" is what the file describes without any change; choose another name"
                                : "\"" + e.key() + "\" is not a name for a variant or task; use "
                                        + Identifier.NAME_RULE));
        return named;
    }

    static List<String> modes() {
        return Stream.of(Mode.values()).map(Mode::word).toList();
    }

    private Optional<Mode> mode(MappingEntry entry) {
        List<String> words = modes();
        String word = String.valueOf(entry.value().plain());
        Optional<Mode> mode =
                Stream.of(Mode.values()).filter(m -> m.word().equals(word)).findFirst();
        if (mode.isEmpty()) {
            problems.add(
                    entry.value().place(),
                    "ablate.mode",
                    "there is no mode \"" + word + "\"." + NearestName.question(word, words),
                    "modes: " + String.join(", ", words));
        }
        return mode;
    }

    private List<MappingEntry> variants(Mode mode, MappingNode of) {
        List<MappingEntry> all = of.entries();
        List<MappingEntry> variants = new ArrayList<>();
        switch (mode) {
            case LEAVE_ONE_OUT -> variants.addAll(all);
            case PAIRS -> {
                variants.addAll(all);
                for (int i = 0; i < all.size(); i++) {
                    for (int j = i + 1; j < all.size(); j++) {
                        String name = all.get(i).key() + "+" + all.get(j).key();
                        variants.add(together(name, of, List.of(all.get(i), all.get(j))));
                    }
                }
            }
            case ADD_ONE_IN -> {
                variants.add(together("none", of, all));
                all.forEach(one -> variants.add(together(
                        "only-" + one.key(),
                        of,
                        all.stream().filter(other -> !other.equals(one)).toList())));
            }
            case ONE_FACTOR -> {
                Map<String, String> titles = SettingNames.titles(of.keys());
                all.forEach(factor -> variants.addAll(levels(factor, titles)));
            }
        }
        return variants;
    }

    private static MappingEntry together(String name, MappingNode of, List<MappingEntry> deltas) {
        List<YamlNode> changes = deltas.stream().map(MappingEntry::value).toList();
        return new MappingEntry(name, of.place(), new SequenceNode(of.place(), changes));
    }

    private List<MappingEntry> levels(MappingEntry factor, Map<String, String> titles) {
        List<YamlNode> given = factor.value() instanceof SequenceNode list ? list.items() : List.of(factor.value());
        List<YamlNode> values = RepeatedValues.report(given, "ablate." + factor.key(), problems);
        String setting = titles.getOrDefault(factor.key(), factor.key());
        return values.stream()
                .map(value -> {
                    MappingNode set = new MappingNode(
                            value.place(), List.of(new MappingEntry(factor.key(), value.place(), value)));
                    MappingNode delta =
                            new MappingNode(value.place(), List.of(new MappingEntry("set", value.place(), set)));
                    return new MappingEntry(setting + "-" + SettingNames.words(value), value.place(), delta);
                })
                .toList();
    }
}
