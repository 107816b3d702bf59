package org.recurve.reports.settings;

import java.util.Optional;

/** A thing that a configuration has differently from another. */
public sealed interface SettingChange {
    /** The most characters of a plugin's settings that a sentence has room for. */
    int LONGEST_DONE = 40;

    /** Returns the setting's path as files write it ({@code train.batch}), or the part's name. */
    String path();

    /** Returns what the other configuration has; empty if it has nothing there. */
    Optional<String> before();

    /** Returns what this configuration has; empty if it has nothing there. */
    Optional<String> after();

    /** A part that the other lacks. */
    record PartAdded(String path, String part) implements SettingChange {
        @Override
        public Optional<String> before() {
            return Optional.empty();
        }

        @Override
        public Optional<String> after() {
            return Optional.of(part);
        }
    }

    /** A part that only the other has. */
    record PartRemoved(String path, String part) implements SettingChange {
        @Override
        public Optional<String> before() {
            return Optional.of(part);
        }

        @Override
        public Optional<String> after() {
            return Optional.empty();
        }
    }

    /** The same parts in another order. */
    record PartsReordered(String path, String earlier, String now) implements SettingChange {
        @Override
        public Optional<String> before() {
            return Optional.of(earlier);
        }

        @Override
        public Optional<String> after() {
            return Optional.of(now);
        }
    }

    /**
     * Another plugin in the same place.
     *
     * @param was the plugin's name
     * @param is the name of the plugin that takes its place
     * @param earlier the plugin with its settings
     * @param now the plugin in its place, with its settings
     */
    record PluginExchanged(String path, String was, String is, String earlier, String now) implements SettingChange {
        @Override
        public Optional<String> before() {
            return Optional.of(earlier);
        }

        @Override
        public Optional<String> after() {
            return Optional.of(now);
        }
    }

    /** A setting with another value; either side may lack it. */
    record ValueChanged(String path, Optional<String> before, Optional<String> after) implements SettingChange {}

    /** Returns it in a few words: {@code conv1.sharing: shared → tiled 2}, {@code pool1 removed}. */
    default String text() {
        return switch (this) {
            case PartAdded added -> added.path() + " added (" + added.part() + ")";
            case PartRemoved removed -> removed.path() + " removed";
            case PartsReordered order -> order.path() + " in another order: " + order.now();
            case PluginExchanged exchanged -> exchanged.path() + ": " + exchanged.earlier() + " → " + exchanged.now();
            case ValueChanged value ->
                value.path() + ": " + value.before().orElse("absent") + " → "
                        + value.after().orElse("absent");
        };
    }

    /** Returns it without the settings of plugins that are exchanged: {@code recurrent1.cell: elman → lstm}. */
    default String brief() {
        return switch (this) {
            case PluginExchanged exchanged -> exchanged.path() + ": " + exchanged.was() + " → " + exchanged.is();
            case PartAdded _, PartRemoved _, PartsReordered _, ValueChanged _ -> text();
        };
    }

    /** Returns it as something that is done: {@code changing conv1.sharing to tiled 2}, {@code removing pool1}. */
    default String done() {
        return switch (this) {
            case PartAdded added -> "adding " + added.path();
            case PartRemoved removed -> "removing " + removed.path();
            case PartsReordered order -> "reordering " + order.path();
            case PluginExchanged exchanged ->
                "changing " + exchanged.path() + " to "
                        + (exchanged.now().length() > LONGEST_DONE ? exchanged.is() : exchanged.now());
            case ValueChanged value ->
                value.after()
                        .map(after -> value.before().isPresent()
                                ? "changing " + value.path() + " to " + after
                                : "setting " + value.path() + " to " + after)
                        .orElseGet(() -> "leaving out " + value.path());
        };
    }
}
