package org.recurve.app.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.ConditionToken.TokenKind;
import org.recurve.app.query.TrialCondition.TrialWord;
import org.recurve.storage.index.TrialMetrics;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.TrialResult;

/**
 * Reads conditions. {@code or} binds less than {@code and}, {@code and} less than {@code not}; a comparison has a name on
 * its left and a number or a quoted text on its right.
 */
public final class ConditionReader {
    private static final String OPTION = "--where";
    private static final String SEED = "seed";
    private static final String TAG = "tag";
    private static final int DEEPEST = 100;
    private static final int SHOWN = 20;

    private final List<ConditionToken> tokens;
    private final List<TrialResult> trials;
    private final StoreLabels labels;
    private final SortedSet<String> metrics = new TreeSet<>();
    private final Consumer<BiConsumer<String, String>> configurations;
    private final Map<String, TrialSettings> settings = new HashMap<>();
    private final ProblemCollector collector = new ProblemCollector();
    private int next;
    private int depth;

    private ConditionReader(
            String text,
            List<TrialResult> trials,
            StoreLabels labels,
            Consumer<BiConsumer<String, String>> configurations) {
        this.labels = labels;
        this.tokens = ConditionToken.of(text);
        this.trials = trials;
        this.configurations = configurations;
        Set<TrialMetrics.SharedNames> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TrialResult trial : trials) {
            if (known.add(trial.metrics().names())) {
                metrics.addAll(trial.metrics().names().all());
            }
        }
    }

    /**
     * Returns the condition; a {@link UserError} names what cannot be understood and where it stands.
     *
     * @param trials that it will be asked of: what none of them has is a mistake
     * @param labels of studies and trials
     * @param configurations gives the identities of trials and canonical JSON; asked for if a name is neither a word nor a metric
     */
    public static TrialCondition read(
            String text,
            List<TrialResult> trials,
            StoreLabels labels,
            Consumer<BiConsumer<String, String>> configurations) {
        ConditionReader reader = new ConditionReader(text, trials, labels, configurations);
        TrialCondition condition = reader.or();
        if (reader.peek().kind() != TokenKind.END) {
            throw reader.wrong(reader.peek(), "expected and, or, or the end, found " + reader.peek());
        }
        reader.collector.raise();
        return condition;
    }

    private TrialCondition or() {
        List<TrialCondition> parts = new ArrayList<>(List.of(and()));
        while (peek().is("or")) {
            next++;
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new TrialCondition.AnyOf(List.copyOf(parts));
    }

    private TrialCondition and() {
        List<TrialCondition> parts = new ArrayList<>(List.of(part()));
        while (peek().is("and")) {
            next++;
            parts.add(part());
        }
        return parts.size() == 1 ? parts.getFirst() : new TrialCondition.AllOf(List.copyOf(parts));
    }

    private TrialCondition part() {
        ConditionToken token = peek();
        if (++depth > DEEPEST) {
            throw wrong(token, "this is nested more than " + DEEPEST + " deep");
        }
        TrialCondition part;
        if (token.is("not")) {
            next++;
            part = new TrialCondition.NegatedCondition(part());
        } else if (token.kind() == TokenKind.OPEN) {
            next++;
            part = or();
            ConditionToken close = take();
            if (close.kind() != TokenKind.CLOSE) {
                throw wrong(token, "this ( is not closed: expected ), found " + close);
            }
        } else {
            part = comparison();
        }
        depth--;
        return part;
    }

    private TrialCondition comparison() {
        ConditionToken name = take();
        if (name.kind() != TokenKind.NAME || name.is("and") || name.is("or")) {
            boolean value = name.kind() == TokenKind.NUMBER || name.kind() == TokenKind.TEXT;
            throw wrong(
                    name,
                    "expected the name of a metric, study, variant, task, seed, status, trust or tag, found " + name,
                    value ? "put the name on the left, as in test.accuracy > 0.95" : "");
        }
        ConditionToken sign = take();
        if (sign.kind() != TokenKind.COMPARISON) {
            throw wrong(sign, "expected one of = != < <= > >= after \"" + name.text() + "\", found " + sign);
        }
        ConditionToken value = take();
        if (value.kind() != TokenKind.NUMBER && value.kind() != TokenKind.TEXT) {
            String help = value.kind() == TokenKind.NAME ? "put text in quotes: '" + value.text() + "'" : "";
            throw wrong(value, "expected a number or a text after \"" + sign.text() + "\", found " + value, help);
        }
        return comparison(name, ComparisonSign.parse(sign.text()).orElseThrow(), sign, value);
    }

    private TrialCondition comparison(
            ConditionToken name, ComparisonSign comparisonSign, ConditionToken sign, ConditionToken value) {
        Optional<TrialWord> word = Stream.of(TrialWord.values())
                .filter(each -> written(each).equals(name.text()))
                .findFirst();
        if (word.isPresent()) {
            check(word.get(), comparisonSign, sign, value);
            return new TrialCondition.WordCondition(word.get(), comparisonSign, value.text());
        }
        if (name.text().equals(TAG)) {
            text(TAG, comparisonSign, sign, value, labels.tags());
            return new TrialCondition.TagCondition(labels, comparisonSign == ComparisonSign.EQUAL, value.text());
        }
        boolean seed = name.text().equals(SEED);
        if (!seed && !metrics.contains(name.text())) {
            return ofSetting(name, comparisonSign, sign, value);
        }
        if (value.kind() != TokenKind.NUMBER) {
            add(value, name.text() + " is a number, and cannot be compared with the text " + value);
        }
        double number = value.kind() == TokenKind.NUMBER ? Double.parseDouble(value.text()) : Double.NaN;
        return seed
                ? new TrialCondition.SeedCondition(comparisonSign, number)
                : new TrialCondition.MetricCondition(name.text(), comparisonSign, number);
    }

    private TrialCondition ofSetting(
            ConditionToken name, ComparisonSign comparisonSign, ConditionToken sign, ConditionToken value) {
        Map<String, TrialSettings.SettingValue> values = new HashMap<>();
        settings()
                .forEach((trial, own) ->
                        Optional.ofNullable(own.values().get(name.text())).ifPresent(it -> values.put(trial, it)));
        if (values.isEmpty()) {
            unknown(name);
        } else {
            check(name, comparisonSign, sign, value, values.values());
        }
        boolean number = value.kind() == TokenKind.NUMBER;
        return new TrialCondition.SettingCondition(
                values,
                comparisonSign,
                new TrialSettings.SettingValue(
                        number ? Optional.empty() : Optional.of(value.text()),
                        number ? OptionalDouble.of(Double.parseDouble(value.text())) : OptionalDouble.empty()));
    }

    /** Read when the first setting is asked about. */
    private Map<String, TrialSettings> settings() {
        if (settings.isEmpty()) {
            settings.putAll(TrialSettings.of(configurations));
        }
        return settings;
    }

    private void check(
            ConditionToken name,
            ComparisonSign comparisonSign,
            ConditionToken sign,
            ConditionToken value,
            Collection<TrialSettings.SettingValue> values) {
        SortedSet<String> texts = new TreeSet<>();
        values.forEach(each -> each.text().ifPresent(texts::add));
        boolean numbers = values.stream().anyMatch(each -> each.number().isPresent());
        if (value.kind() == TokenKind.NUMBER) {
            if (!numbers) {
                add(value, name.text() + " is a text, and cannot be compared with the number " + value.text());
            }
        } else if (texts.isEmpty()) {
            add(value, name.text() + " is a number, and cannot be compared with the text " + value);
        } else {
            text(name.text(), comparisonSign, sign, value, texts);
        }
    }

    private void check(TrialWord word, ComparisonSign comparisonSign, ConditionToken sign, ConditionToken value) {
        String name = written(word);
        if (value.kind() != TokenKind.TEXT) {
            add(
                    value,
                    name + " is a text, and cannot be compared with the number " + value.text(),
                    "write '" + value.text() + "'");
            return;
        }
        text(name, comparisonSign, sign, value, there(word));
    }

    private void text(
            String name,
            ComparisonSign comparisonSign,
            ConditionToken sign,
            ConditionToken value,
            SortedSet<String> there) {
        if (comparisonSign != ComparisonSign.EQUAL && comparisonSign != ComparisonSign.UNEQUAL) {
            add(sign, name + " is a text, and can only be = or != another, not " + sign.text());
        }
        if (!there.contains(value.text())) {
            add(
                    value,
                    "no trial here has the " + name + " " + value + "." + NearestName.question(value.text(), there),
                    listed(there));
        }
    }

    private SortedSet<String> there(TrialWord word) {
        SortedSet<String> there = new TreeSet<>();
        trials.forEach(trial -> there.add(word.of(trial)));
        if (word == TrialWord.STATUS) {
            Stream.of(Status.values()).map(DisplayRow::word).forEach(there::add);
        }
        return there;
    }

    private void unknown(ConditionToken name) {
        List<String> known = new ArrayList<>(
                Stream.of(TrialWord.values()).map(ConditionReader::written).toList());
        known.add(SEED);
        known.add(TAG);
        known.addAll(metrics);
        settings().values().stream()
                .flatMap(own -> own.values().keySet().stream())
                .distinct()
                .sorted()
                .forEach(known::add);
        add(name, "no trial here has a " + name + "." + NearestName.question(name.text(), known), listed(known));
    }

    private static String listed(Collection<String> names) {
        String all = String.join(", ", names.stream().limit(SHOWN).toList());
        return "there are: " + all + (names.size() > SHOWN ? ", and " + (names.size() - SHOWN) + " more" : "");
    }

    private static String written(TrialWord word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private ConditionToken peek() {
        return tokens.get(next);
    }

    private ConditionToken take() {
        ConditionToken token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private void add(ConditionToken at, String message, String... help) {
        collector.add(new SourcePosition(OPTION, 1, at.column()), "", message, help);
    }

    private UserError wrong(ConditionToken at, String message, String... help) {
        boolean open = at.kind() == TokenKind.WRONG
                && (at.text().startsWith("'") || at.text().startsWith("\""));
        String told = open ? "the text that begins here has no " + at.text().charAt(0) + " at its end" : message;
        return new UserError(Problem.at(new SourcePosition(OPTION, 1, at.column()), "", told, help));
    }
}
