package org.recurve.reports.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes what a variant is: its changes of the variant that it is compared with.
 *
 * @param changes those that the study made
 * @param tuned settings that a search found for this variant, with their values; not among the changes
 */
public record VariantDelta(List<SettingChange> changes, List<TunedSetting> tuned) {
    private static final int SHOWN = 2;
    private static final int LONG = 90;

    /** A setting that a search found. */
    public record TunedSetting(String path, String value) {
        /** {@code train.optimizer.learning-rate 0.03}. */
        public String text() {
            return path + " " + value;
        }
    }

    public VariantDelta {
        changes = List.copyOf(changes);
        tuned = List.copyOf(tuned);
    }

    /** Returns every change in words. */
    public List<String> texts() {
        return changes.stream().map(SettingChange::text).toList();
    }

    /** Returns whether some change, or a part of one, has no room in {@link #summary()}. */
    public boolean shortened() {
        return changes.size() > SHOWN || !summary().equals(String.join("; ", texts()));
    }

    /** Returns the first changes, without settings of exchanged plugins or cut if they are long, and how many more there are. */
    public String summary() {
        String first = changes.stream().limit(SHOWN).map(VariantDelta::shown).collect(Collectors.joining("; "));
        return changes.size() <= SHOWN ? first : first + " and " + (changes.size() - SHOWN) + " more";
    }

    /** Returns what a search found, in words; empty if there was none. */
    public String found() {
        return tuned.stream().map(TunedSetting::text).collect(Collectors.joining(", "));
    }

    private static String shown(SettingChange change) {
        return cut(isLong(change.text()) ? change.brief() : change.text());
    }

    private static boolean isLong(String text) {
        return text.codePointCount(0, text.length()) > LONG;
    }

    private static String cut(String text) {
        return isLong(text) ? text.substring(0, text.offsetByCodePoints(0, LONG - 1)) + "…" : text;
    }
}
