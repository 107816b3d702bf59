package org.recurve.app.binding;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

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
                : HUMP.matcher(java).replaceAll("$1-$2");
        return parted.toLowerCase(Locale.ROOT);
    }

    /** Returns a constant of an enum as it stands in YAML. */
    public static String word(Enum<?> constant) {
        return kebab(constant.name());
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

    /** Returns the bounds of its numbers. */
    public List<SettingLimit> bounds() {
        return List.of(
                        annotation(Min.class).map(b -> new SettingLimit(LimitSide.AT_LEAST, b.value())),
                        annotation(Max.class).map(b -> new SettingLimit(LimitSide.AT_MOST, b.value())),
                        annotation(Above.class).map(b -> new SettingLimit(LimitSide.ABOVE, b.value())),
                        annotation(Below.class).map(b -> new SettingLimit(LimitSide.BELOW, b.value())))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(component.getAnnotation(type));
    }

    /** Says which numbers a bound allows. */
    public enum LimitSide {
        AT_LEAST,
        AT_MOST,
        ABOVE,
        BELOW
    }

    /** A bound of a setting's numbers. */
    public record SettingLimit(LimitSide side, double value) {
        boolean allows(double number) {
            int compared = Double.compare(number, value);
            return switch (side) {
                case AT_LEAST -> compared >= 0;
                case AT_MOST -> compared <= 0;
                case ABOVE -> compared > 0;
                case BELOW -> compared < 0;
            };
        }

        String text() {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return side.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                    + (whole ? Long.toString((long) value) : Double.toString(value));
        }
    }
}
