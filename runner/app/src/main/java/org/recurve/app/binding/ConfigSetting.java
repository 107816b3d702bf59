package org.recurve.app.binding;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Confidential;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;

/** A component of a config record, as the user sees it: {@code learningRate} is the setting {@code learning-rate}. */
public record ConfigSetting(RecordComponent component) {
    /** Returns the settings of a config record, in its order. */
    public static List<ConfigSetting> of(Class<? extends Record> config) {
        return Arrays.stream(config.getRecordComponents())
                .map(ConfigSetting::new)
                .toList();
    }

    public static List<String> names(Class<? extends Record> config) {
        return of(config).stream().map(ConfigSetting::name).toList();
    }

    public String name() {
        return kebab(component.getName());
    }

    /** {@code learning-rate} for {@code learningRate}, {@code leave-one-out} for {@code LEAVE_ONE_OUT}. */
    static String kebab(String java) {
        String parted = java.equals(java.toUpperCase(Locale.ROOT))
                ? java.replace('_', '-')
                : java.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        return parted.toLowerCase(Locale.ROOT);
    }

    public Type type() {
        return component.getGenericType();
    }

    /** Returns what it means, or empty. */
    public String doc() {
        return annotation(Doc.class).map(Doc::value).orElse("");
    }

    /** Returns its value if left out, as it would stand in YAML. */
    public Optional<String> fallback() {
        return annotation(Default.class).map(Default::value);
    }

    /** Returns whether a bare scalar or list fills it. */
    public boolean isMain() {
        return annotation(Main.class).isPresent();
    }

    /** Returns whether it is given on the command line alone. */
    public boolean isConfidential() {
        return annotation(Confidential.class).isPresent();
    }

    /** Returns whether it may be left out. */
    public boolean isOptional() {
        return component.getType() == Optional.class || fallback().isPresent();
    }

    /** Returns what is wrong with a number in this place ({@code must be at least 1}), or empty. */
    Optional<String> objection(double number) {
        return bounds().stream()
                .filter(bound -> !bound.allows(number))
                .map(bound -> "must be " + bound.text())
                .findFirst();
    }

    /** Returns the bounds in words: {@code at least 1}. */
    public List<String> limits() {
        return bounds().stream().map(SettingLimit::text).toList();
    }

    private List<SettingLimit> bounds() {
        return List.of(
                        annotation(Min.class).map(b -> new SettingLimit("at least ", b.value(), 1, true)),
                        annotation(Max.class).map(b -> new SettingLimit("at most ", b.value(), -1, true)),
                        annotation(Above.class).map(b -> new SettingLimit("above ", b.value(), 1, false)),
                        annotation(Below.class).map(b -> new SettingLimit("below ", b.value(), -1, false)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(component.getAnnotation(type));
    }

    private record SettingLimit(String words, double value, int side, boolean inclusive) {
        boolean allows(double number) {
            int compared = Double.compare(number, value) * side;
            return inclusive ? compared >= 0 : compared > 0;
        }

        String text() {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return words + (whole ? Long.toString((long) value) : Double.toString(value));
        }
    }
}
