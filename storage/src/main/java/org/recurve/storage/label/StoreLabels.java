package org.recurve.storage.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Describes what all that people said about a store comes to.
 *
 * @param targets by the name of a study or the identity of a trial
 * @param names of studies that were renamed, by the folders of their runs
 * @param damage what is wrong with the file, in words; empty if nothing is
 */
public record StoreLabels(SortedMap<String, TargetLabels> targets, Map<String, String> names, Optional<String> damage) {
    public StoreLabels {
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
        names = Map.copyOf(names);
    }

    /** Describes what is said about one study or trial; {@code note} is empty if there is none. */
    public record TargetLabels(SortedSet<String> tags, String note) {
        /** Nothing. */
        public static final TargetLabels NONE = new TargetLabels(Collections.emptySortedSet(), "");

        public TargetLabels {
            tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        }

        private TargetLabels with(List<String> more) {
            TreeSet<String> all = new TreeSet<>(tags);
            all.addAll(more);
            return new TargetLabels(all, note);
        }

        private TargetLabels without(List<String> fewer) {
            TreeSet<String> rest = new TreeSet<>(tags);
            fewer.forEach(rest::remove);
            return new TargetLabels(rest, note);
        }

        private TargetLabels noted(String text) {
            return new TargetLabels(tags, text);
        }
    }

    /** Returns what is said about a study or trial. */
    public TargetLabels of(String target) {
        return targets.getOrDefault(target, TargetLabels.NONE);
    }

    /** Returns the tags of a trial of a study: its own, and the study's. */
    public SortedSet<String> tags(String study, String trial) {
        SortedSet<String> tags = new TreeSet<>(of(study).tags());
        tags.addAll(of(trial).tags());
        return tags;
    }

    /** Returns all tags that anything has. */
    public SortedSet<String> tags() {
        SortedSet<String> tags = new TreeSet<>();
        targets.values().forEach(labels -> tags.addAll(labels.tags()));
        return tags;
    }

    /** Returns events that come to the same tags and notes of these studies and trials. */
    public List<LabelEvent> about(Collection<String> wanted, Instant at) {
        List<LabelEvent> events = new ArrayList<>();
        for (String target : wanted) {
            TargetLabels labels = of(target);
            if (!labels.tags().isEmpty()) {
                events.add(new LabelEvent.Tagged(target, List.copyOf(labels.tags()), at));
            }
            if (!labels.note().isEmpty()) {
                events.add(new LabelEvent.Noted(target, labels.note(), at));
            }
        }
        return events;
    }

    /** Returns what events come to, one after the other. */
    static StoreLabels of(List<LabelEvent> events, Optional<String> damage) {
        TreeMap<String, TargetLabels> targets = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        for (LabelEvent event : events) {
            switch (event) {
                case LabelEvent.Tagged it ->
                    targets.put(it.target(), before(it.target(), targets).with(it.tags()));
                case LabelEvent.Untagged it ->
                    targets.put(it.target(), before(it.target(), targets).without(it.tags()));
                case LabelEvent.Noted it ->
                    targets.put(it.target(), before(it.target(), targets).noted(it.text()));
                case LabelEvent.Renamed it -> {
                    it.runs().forEach(run -> names.put(run, it.to()));
                    Optional.ofNullable(targets.remove(it.from())).ifPresent(labels -> targets.put(it.to(), labels));
                }
                case LabelEvent.Forgotten it -> targets.remove(it.target());
            }
        }
        targets.values().removeIf(TargetLabels.NONE::equals);
        return new StoreLabels(targets, names, damage);
    }

    private static TargetLabels before(String target, Map<String, TargetLabels> targets) {
        return targets.getOrDefault(target, TargetLabels.NONE);
    }
}
