package org.recurve.api.plugin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Thrown where a plugin failed rather than objected: it threw what is no {@link InvalidSetting}, or gave {@code null} or
 * something else that it must not. Names the plugin, its jar, and the line of its author's code.
 */
public final class PluginFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String API = "org.recurve.api.";
    private static final int MOST_LINES = 30;

    private final String part;

    private PluginFailure(String message, String part) {
        super(message);
        this.part = part;
    }

    /** Returns what a plugin threw when its method was called. */
    static PluginFailure thrown(Spec<?> spec, String method, Throwable cause) {
        return thrown(spec.plugin().getClass(), method, named(spec), cause);
    }

    /** Returns what the config record of a plugin threw when it was made. */
    public static PluginFailure ofSettings(Class<?> config, Throwable cause) {
        return thrown(config, "<init>", "the settings of a plugin, " + origin(config), cause);
    }

    private static PluginFailure thrown(Class<?> type, String method, String named, Throwable cause) {
        StackTraceElement[] author = authorLines(cause, type);
        String line = author.length == 0 ? SourceLine.of(type, method) : unnamed(author[0].toString());
        String message = cause.getClass().getSimpleName() + ": "
                + Objects.requireNonNullElse(cause.getMessage(), "no message") + " (in " + line + ", " + named + ")";
        PluginFailure failure = new PluginFailure(message, "");
        failure.initCause(cause);
        failure.setStackTrace(author); // so that they stand first wherever the trace is shown
        return failure;
    }

    /**
     * Returns what the framework objected to while a plugin called it; of one that is not built in, with the line of its author's
     * code, since the mistake may be there as well as in the file.
     */
    static RuntimeException objection(Spec<?> spec, Throwable thrown) {
        Class<?> type = spec.plugin().getClass();
        StackTraceElement[] author = authorLines(thrown, type);
        if (isBuiltIn(type) || author.length == 0 || !(thrown instanceof IllegalArgumentException)) {
            return (RuntimeException) thrown;
        }
        InvalidSetting objection = new InvalidSetting(
                thrown.getMessage() + " (in " + unnamed(author[0].toString()) + ", " + named(spec) + ")");
        objection.initCause(thrown);
        objection.setStackTrace(author);
        return objection;
    }

    /** Returns what is wrong with a result, as in {@code returned null}. */
    static PluginFailure result(Spec<?> spec, String method, String what) {
        String message = method + " " + what + " (in "
                + SourceLine.of(spec.plugin().getClass(), method) + ", " + named(spec) + ")";
        return new PluginFailure(message, "");
    }

    /** Returns the same failure, as that of a part of the model or a section of the file, unless it has one already. */
    public PluginFailure at(String path) {
        if (!part.isEmpty() || path.isEmpty()) {
            return this;
        }
        PluginFailure located = new PluginFailure(String.valueOf(getMessage()), path);
        if (getCause() != null) {
            located.initCause(getCause());
        }
        located.setStackTrace(getStackTrace());
        return located;
    }

    /** Returns the path of the part or section that the plugin stands at, as in {@code conv1}; empty if unknown. */
    public String part() {
        return part;
    }

    /** Returns the frames of the plugin's own code, its jar's or its package's: what it called, and what called it, are not its author's. */
    private static StackTraceElement[] authorLines(Throwable cause, Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String own = type.getPackageName() + ".";
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> isBuiltIn(type)
                        ? frame.getClassName().startsWith(own)
                        : Objects.equals(frame.getClassLoaderName(), loader.getName()))
                .limit(MOST_LINES)
                .toArray(StackTraceElement[]::new);
    }

    private static boolean isBuiltIn(Class<?> type) {
        return type.getClassLoader() == PluginFailure.class.getClassLoader();
    }

    /** Without the name of the class loader, which is the jar's. */
    private static String unnamed(String frame) {
        return frame.substring(frame.lastIndexOf('/') + 1);
    }

    /** {@code the data set numbers, in my.jar}. */
    static String named(Spec<?> spec) {
        Class<?> type = spec.plugin().getClass();
        return "the " + kind(type) + " " + spec.id() + ", " + origin(type);
    }

    private static String origin(Class<?> type) {
        return isBuiltIn(type) ? "built in" : "in " + type.getClassLoader().getName();
    }

    private static String kind(Class<?> type) {
        return interfaces(type)
                .filter(one -> one.getName().startsWith(API))
                .map(one -> one.isMemberClass() ? one.getEnclosingClass() : one)
                .map(Class::getSimpleName)
                .map(name -> name.equals("Dataset") ? "data set" : words(name))
                .findFirst()
                .orElse("plugin");
    }

    /** {@code report section} of {@code ReportSection}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static Stream<Class<?>> interfaces(Class<?> type) {
        Stream<Class<?>> own = Arrays.stream(type.getInterfaces());
        return type.getSuperclass() == null ? own : Stream.concat(own, interfaces(type.getSuperclass()));
    }
}
