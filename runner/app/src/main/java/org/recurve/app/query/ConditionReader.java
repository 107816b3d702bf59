package org.recurve.app.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.Row;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.Problems;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.Condition.Comparison;
import org.recurve.app.query.Condition.Word;
import org.recurve.app.query.Token.Kind;
import org.recurve.storage.TrialResult;

/**
 * Reads conditions. {@code or} binds less than {@code and}, {@code and} less than {@code not}; a comparison has a name on
 * its left and a number or a quoted text on its right.
 */
public final class ConditionReader {
    private static final String OPTION = "--where";
    private static final String SEED = "seed";
    private static final int DEEPEST = 100;
    private static final int SHOWN = 20;

    private final List<Token> tokens;
    private final List<TrialResult> trials;
    private final SortedSet<String> metrics = new TreeSet<>();
    private final Supplier<Map<String, String>> configurations;
    private final Map<String, Settings> settings = new HashMap<>();
    private final Problems problems = new Problems();
    private int next;
    private int depth;

    private ConditionReader(String text, List<TrialResult> trials, Supplier<Map<String, String>> configurations) {
        this.tokens = Token.of(text);
        this.trials = trials;
        this.configurations = configurations;
        trials.stream().map(trial -> trial.metrics().names()).distinct().forEach(names -> metrics.addAll(names.all()));
    }

    /**
     * The condition; a {@link UserError} names what cannot be understood and where it stands.
     *
     * @param trials that it will be asked of: what none of them has is a mistake
     * @param configurations of trials by identity, as canonical JSON; asked for if a name is neither a word nor a metric
     */
    public static Condition read(String text, List<TrialResult> trials, Supplier<Map<String, String>> configurations) {
        ConditionReader reader = new ConditionReader(text, trials, configurations);
        Condition condition = reader.or();
        if (reader.peek().kind() != Kind.END) {
            throw reader.wrong(reader.peek(), "expected and, or, or the end, found " + reader.peek());
        }
        reader.problems.raise();
        return condition;
    }

    private Condition or() {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (peek().is("or")) {
            next++;
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Or(List.copyOf(parts));
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>(List.of(part()));
        while (peek().is("and")) {
            next++;
            parts.add(part());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(List.copyOf(parts));
    }

    private Condition part() {
        Token token = peek();
        if (++depth > DEEPEST) {
            throw wrong(token, "this is nested more than " + DEEPEST + " deep");
        }
        Condition part;
        if (token.is("not")) {
            next++;
            part = new Condition.Not(part());
        } else if (token.kind() == Kind.OPEN) {
            next++;
            part = or();
            Token close = take();
            if (close.kind() != Kind.CLOSE) {
                throw wrong(token, "this ( is not closed: expected ), found " + close);
            }
        } else {
            part = comparison();
        }
        depth--;
        return part;
    }

    private Condition comparison() {
        Token name = take();
        if (name.kind() != Kind.NAME || name.is("and") || name.is("or")) {
            boolean value = name.kind() == Kind.NUMBER || name.kind() == Kind.TEXT;
            throw wrong(
                    name,
                    "expected the name of a metric, study, variant, task, seed, status or trust, found " + name,
                    value ? "the name stands on the left, as in test.accuracy > 0.95" : "");
        }
        Token sign = take();
        if (sign.kind() != Kind.COMPARISON) {
            throw wrong(sign, "expected one of = != < <= > >= behind \"" + name.text() + "\", found " + sign);
        }
        Token value = take();
        if (value.kind() != Kind.NUMBER && value.kind() != Kind.TEXT) {
            String help = value.kind() == Kind.NAME ? "a text stands in quotes: '" + value.text() + "'" : "";
            throw wrong(value, "expected a number or a text behind \"" + sign.text() + "\", found " + value, help);
        }
        return comparison(name, comparison(sign), sign, value);
    }

    private Condition comparison(Token name, Comparison comparison, Token sign, Token value) {
        Optional<Word> word = Stream.of(Word.values())
                .filter(each -> written(each).equals(name.text()))
                .findFirst();
        if (word.isPresent()) {
            check(word.get(), comparison, sign, value);
            return new Condition.OfWord(word.get(), comparison, value.text());
        }
        boolean seed = name.text().equals(SEED);
        if (!seed && !metrics.contains(name.text())) {
            return ofSetting(name, comparison, sign, value);
        }
        if (value.kind() != Kind.NUMBER) {
            add(value, name.text() + " is a number, and cannot be compared with the text " + value);
        }
        double number = value.kind() == Kind.NUMBER ? Double.parseDouble(value.text()) : Double.NaN;
        return seed
                ? new Condition.OfSeed(comparison, number)
                : new Condition.OfMetric(name.text(), comparison, number);
    }

    private Condition ofSetting(Token name, Comparison comparison, Token sign, Token value) {
        Map<String, Settings.Value> values = new HashMap<>();
        settings()
                .forEach((trial, own) ->
                        Optional.ofNullable(own.values().get(name.text())).ifPresent(it -> values.put(trial, it)));
        if (values.isEmpty()) {
            unknown(name);
        } else {
            check(name, comparison, sign, value, values.values());
        }
        boolean number = value.kind() == Kind.NUMBER;
        return new Condition.OfSetting(
                values,
                comparison,
                new Settings.Value(
                        number ? Optional.empty() : Optional.of(value.text()),
                        number ? OptionalDouble.of(Double.parseDouble(value.text())) : OptionalDouble.empty()));
    }

    /** Read when the first setting is asked about. */
    private Map<String, Settings> settings() {
        if (settings.isEmpty()) {
            configurations.get().forEach((trial, configuration) -> settings.put(trial, Settings.of(configuration)));
        }
        return settings;
    }

    private void check(Token name, Comparison comparison, Token sign, Token value, Collection<Settings.Value> values) {
        SortedSet<String> texts = new TreeSet<>();
        values.forEach(each -> each.text().ifPresent(texts::add));
        boolean numbers = values.stream().anyMatch(each -> each.number().isPresent());
        if (value.kind() == Kind.NUMBER) {
            if (!numbers) {
                add(value, name.text() + " is a text, and cannot be compared with the number " + value.text());
            }
        } else if (texts.isEmpty()) {
            add(value, name.text() + " is a number, and cannot be compared with the text " + value);
        } else {
            text(name.text(), comparison, sign, value, texts);
        }
    }

    private static Comparison comparison(Token sign) {
        return switch (sign.text()) {
            case "==" -> Comparison.EQUAL;
            case "<>" -> Comparison.UNEQUAL;
            default ->
                Stream.of(Comparison.values())
                        .filter(each -> each.sign().equals(sign.text()))
                        .findFirst()
                        .orElseThrow();
        };
    }

    private void check(Word word, Comparison comparison, Token sign, Token value) {
        String name = written(word);
        if (value.kind() != Kind.TEXT) {
            add(
                    value,
                    name + " is a text, and cannot be compared with the number " + value.text(),
                    "write '" + value.text() + "'");
            return;
        }
        text(name, comparison, sign, value, there(word));
    }

    private void text(String name, Comparison comparison, Token sign, Token value, SortedSet<String> there) {
        if (comparison != Comparison.EQUAL && comparison != Comparison.UNEQUAL) {
            add(sign, name + " is a text, and can only be = or != another, not " + sign.text());
        }
        if (!there.contains(value.text())) {
            add(
                    value,
                    "no trial here has the " + name + " " + value + "." + Nearest.question(value.text(), there),
                    listed(there));
        }
    }

    private SortedSet<String> there(Word word) {
        SortedSet<String> there = new TreeSet<>();
        trials.forEach(trial -> there.add(word.of(trial)));
        if (word == Word.STATUS) {
            Stream.of(Status.values()).map(Row::word).forEach(there::add);
        }
        return there;
    }

    private void unknown(Token name) {
        List<String> known = new ArrayList<>(
                Stream.of(Word.values()).map(ConditionReader::written).toList());
        known.add(SEED);
        known.addAll(metrics);
        settings().values().stream()
                .flatMap(own -> own.values().keySet().stream())
                .distinct()
                .sorted()
                .forEach(known::add);
        add(name, "no trial here has a " + name + "." + Nearest.question(name.text(), known), listed(known));
    }

    private static String listed(Collection<String> names) {
        String all = String.join(", ", names.stream().limit(SHOWN).toList());
        return "there are: " + all + (names.size() > SHOWN ? ", and " + (names.size() - SHOWN) + " more" : "");
    }

    private static String written(Word word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private void add(Token at, String message, String... help) {
        problems.add(new Place(OPTION, 1, at.column()), "", message, help);
    }

    private UserError wrong(Token at, String message, String... help) {
        boolean open = at.kind() == Kind.WRONG
                && (at.text().startsWith("'") || at.text().startsWith("\""));
        String told = open ? "the text that begins here has no " + at.text().charAt(0) + " at its end" : message;
        return new UserError(Problem.at(new Place(OPTION, 1, at.column()), "", told, help));
    }
}
