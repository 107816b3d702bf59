package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.FileLimits.Limit;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Reads {@code ablate} and {@code tasks}: named deltas. A mode makes the variants of an ablation from {@code of}, in which
 * each delta takes something away: {@code leave-one-out} applies one at a time, {@code pairs} also every two, and
 * {@code add-one-in} all of them ({@code none}) and all but one ({@code only-…}); {@code one-factor} sets each path to each of
 * its values, one at a time.
 */
record Ablations(FileLimits limits, Problems problems) {
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

    /** The variants besides the baseline, each with its delta. */
    List<Entry> of(Mapping file) {
        List<Entry> named = named(file, Section.ABLATE, "{no-pool: {remove: pool1}}");
        Mapping section = new Mapping(file.place(), named);
        if (section.entry(MODE).isEmpty()) {
            return isAllowed(named, Section.ABLATE) ? valid(named, Section.ABLATE) : List.of();
        }
        Optional<Mode> mode = mode(section.entry(MODE).orElseThrow());
        section.entries().stream()
                .filter(e -> !List.of(MODE, OF).contains(e.key()))
                .forEach(e -> problems.add(
                        e.place(),
                        "ablate." + e.key(),
                        "beside a mode stands only \"of\", with the deltas it is made of"));
        if (!(section.get(OF).orElse(file) instanceof Mapping of) || of.equals(file)) {
            problems.add(
                    section.entry(MODE).orElseThrow().place(),
                    "ablate.mode",
                    "a mode needs \"of\", the deltas it is made of, such as of: {no-pool: {remove: pool1}}");
            return List.of();
        }
        boolean paths = mode.equals(Optional.of(Mode.ONE_FACTOR));
        if (!paths) {
            valid(of.entries(), Section.ABLATE);
        }
        return mode.filter(m -> isAllowed(m, of)).map(m -> variants(m, of)).orElse(List.of());
    }

    /** The tasks, each with its delta. */
    List<Entry> tasks(Mapping file) {
        List<Entry> named = named(file, Section.TASKS, "{short: {data.steps: 10}}");
        return isAllowed(named, Section.TASKS) ? valid(named, Section.TASKS) : List.of();
    }

    private boolean isAllowed(List<Entry> named, Section section) {
        return named.isEmpty()
                || limits.allow(Limit.VARIANTS, named.size(), named.getFirst().place(), section.key(), problems);
    }

    private boolean isAllowed(Mode mode, Mapping of) {
        long n = of.entries().size();
        long count = switch (mode) {
            case LEAVE_ONE_OUT -> n;
            case PAIRS -> n + n * (n - 1) / 2;
            case ADD_ONE_IN -> n + 1;
            case ONE_FACTOR ->
                of.entries().stream()
                        .mapToLong(e -> e.value() instanceof Sequence list
                                ? list.items().size()
                                : 1)
                        .sum();
        };
        return limits.allow(Limit.VARIANTS, count, of.place(), "ablate.of", problems);
    }

    /** How many changes a delta makes. */
    static long changes(Node delta) {
        return switch (delta) {
            case Mapping mapping ->
                mapping.entries().stream()
                        .mapToLong(e -> e.value() instanceof Mapping m
                                ? Math.max(1, m.entries().size())
                                : 1)
                        .sum();
            case Sequence sequence ->
                sequence.items().stream().mapToLong(Ablations::changes).sum();
            case Scalar _, Node.Reference _ -> 1;
        };
    }

    private List<Entry> named(Mapping file, Section section, String example) {
        Optional<Node> node = file.get(section.key());
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            return mapping.entries();
        }
        node.ifPresent(n -> problems.add(
                n.place(), section.key(), "expected named changes, such as " + example + ", found " + n.described()));
        return List.of();
    }

    private List<Entry> valid(List<Entry> named, Section section) {
        named.stream()
                .filter(e -> !Identifier.isName(e.key()) || e.key().equals(Variant.BASELINE))
                .forEach(e -> problems.add(
                        e.place(),
                        section.key() + "." + e.key(),
                        "a variant or task cannot be named so; use " + Identifier.NAME_RULE));
        return named;
    }

    private Optional<Mode> mode(Entry entry) {
        List<String> words = Stream.of(Mode.values()).map(Mode::word).toList();
        String word = String.valueOf(entry.value().plain());
        Optional<Mode> mode =
                Stream.of(Mode.values()).filter(m -> m.word().equals(word)).findFirst();
        if (mode.isEmpty()) {
            problems.add(
                    entry.value().place(),
                    "ablate.mode",
                    "there is no mode \"" + word + "\"." + Nearest.question(word, words),
                    "modes: " + String.join(", ", words));
        }
        return mode;
    }

    private List<Entry> variants(Mode mode, Mapping of) {
        List<Entry> all = of.entries();
        List<Entry> variants = new ArrayList<>();
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

    private static Entry together(String name, Mapping of, List<Entry> deltas) {
        List<Node> changes = deltas.stream().map(Entry::value).toList();
        return new Entry(name, of.place(), new Sequence(of.place(), changes));
    }

    private List<Entry> levels(Entry factor, Map<String, String> titles) {
        List<Node> given = factor.value() instanceof Sequence list ? list.items() : List.of(factor.value());
        List<Node> values = Repeated.report(given, "ablate." + factor.key(), problems);
        String setting = titles.getOrDefault(factor.key(), factor.key());
        return values.stream()
                .map(value -> {
                    Mapping set = new Mapping(value.place(), List.of(new Entry(factor.key(), value.place(), value)));
                    Mapping delta = new Mapping(value.place(), List.of(new Entry("set", value.place(), set)));
                    return new Entry(setting + "-" + SettingNames.words(value), value.place(), delta);
                })
                .toList();
    }
}
